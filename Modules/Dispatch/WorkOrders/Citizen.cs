using ContactCenter.Contracts.Intake;

namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>One citizen whom the order serves: the own appeal, and each one merged into it, asked and rated apart.</summary>
internal sealed class Citizen
{
    public AppealId Appeal { get; init; }

    /// <summary>The number this citizen knows.</summary>
    public string Number { get; init; } = "";

    /// <summary>The appeal the order was made for, and not one that was merged into it.</summary>
    public bool Own { get; init; }

    /// <summary>The citizen wants to hear of it, and there is a way to call.</summary>
    public bool ToBeAsked { get; set; }

    public CitizenState State { get; set; }

    /// <summary>Attempts to reach the citizen in this round.</summary>
    public int Attempts { get; set; }

    /// <summary>1 for the callback after the first answer, 2 after the second, and so on; 0 before any.</summary>
    public int Round { get; set; }

    /// <summary>首次: what the citizen said the first time; a rework never changes it.</summary>
    public bool? FirstSolved { get; set; }

    public Rating? FirstRating { get; set; }

    /// <summary>最终: what the citizen said the last time.</summary>
    public bool? FinalSolved { get; set; }

    public Rating? FinalRating { get; set; }

    /// <summary>是否联系群众: whether the unit had contacted the citizen, as the citizen says.</summary>
    public bool? Contacted { get; set; }

    /// <summary>What this round's callback ended with speaks for doing it again.</summary>
    internal bool IsUnsatisfied => State is CitizenState.Answered
        && (FinalSolved is false || FinalRating is Rating.Dissatisfied or Rating.VeryDissatisfied);

    /// <summary>The next round begins: only who was not content is asked again.</summary>
    internal void BeginRound()
    {
        if (State is CitizenState.Withdrawn || (State is CitizenState.Answered && !IsUnsatisfied))
        {
            return;
        }

        State = ToBeAsked ? CitizenState.Due : CitizenState.NotNeeded;
        Attempts = 0;
        Round++;
    }
}

/// <summary>How far the callback of one citizen is.</summary>
internal enum CitizenState
{
    /// <summary>Nothing to ask yet.</summary>
    Waiting,

    /// <summary>待回访.</summary>
    Due,

    /// <summary>已回访: the citizen said what there is to say.</summary>
    Answered,

    /// <summary>联系不上, after as many attempts as the policy asks.</summary>
    Unreachable,

    /// <summary>无需回访: no reply wanted, or no way to call.</summary>
    NotNeeded,

    /// <summary>已撤回 by this citizen.</summary>
    Withdrawn,
}

/// <summary>满意度: the five grades of 好差评.</summary>
internal enum Rating
{
    /// <summary>非常满意.</summary>
    VerySatisfied,

    /// <summary>满意.</summary>
    Satisfied,

    /// <summary>基本满意.</summary>
    FairlySatisfied,

    /// <summary>不满意.</summary>
    Dissatisfied,

    /// <summary>非常不满意.</summary>
    VeryDissatisfied,
}

/// <summary>Why a citizen was not reached.</summary>
internal enum NotReached
{
    /// <summary>无人接听.</summary>
    NoAnswer,

    /// <summary>占线.</summary>
    Busy,

    /// <summary>关机、停机.</summary>
    SwitchedOff,

    /// <summary>空号、号码有误.</summary>
    WrongNumber,

    /// <summary>拒访.</summary>
    Refused,
}
