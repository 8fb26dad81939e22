using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;

namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>Something asked on an order that waits for a decision or an answer, beside the order's own state.</summary>
internal sealed class Matter
{
    public Guid Id { get; init; }

    public MatterKind Kind { get; init; }

    public MatterState State { get; set; }

    /// <summary>The unit that asks or is asked; null where it is nobody's in particular.</summary>
    public OrganisationId? Org { get; set; }

    /// <summary>The part it is about; null where it is the whole order.</summary>
    public Guid? Assignment { get; init; }

    public AccountId? AskedBy { get; init; }

    public string AskedByName { get; init; } = "";

    public DateTimeOffset AskedAt { get; init; }

    public string Reason { get; init; } = "";

    public string? LegalBasis { get; init; }

    /// <summary>A supervision's instrument, a return's kind of reason, the state an order was returned from.</summary>
    public string? Word { get; init; }

    /// <summary>For an extension how much; for the unit of it see <see cref="Unit"/>.</summary>
    public int? Amount { get; init; }

    public string? Unit { get; init; }

    /// <summary>Units named in it: suggested instead, or called to a negotiation.</summary>
    public Guid[] Units { get; init; } = [];

    /// <summary>By when it is to be answered; null where nothing is set.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public AccountId? DecidedBy { get; set; }

    public string? DecidedByName { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Why it was decided so, or the unit's answer.</summary>
    public string? Decision { get; set; }

    /// <summary>When and how the citizen was told; null where not (yet).</summary>
    public DateTimeOffset? ToldAt { get; set; }

    public string? ToldHow { get; set; }

    internal bool IsOpen => State is MatterState.Open;

    /// <summary>Something asked now, by who acts.</summary>
    internal static Matter New(
        MatterKind kind, Moment moment, string reason, Assignment? part = null, string? legalBasis = null, string? word = null,
        Guid[]? units = null, DateTimeOffset? dueAt = null, int? amount = null, string? unit = null) => new()
    {
        Id = Guid.CreateVersion7(moment.At),
        Kind = kind,
        State = MatterState.Open,
        Org = part?.Org,
        Assignment = part?.Id,
        AskedBy = moment.Actor.Id,
        AskedByName = moment.Actor.Name,
        AskedAt = moment.At,
        Reason = reason,
        LegalBasis = legalBasis,
        Word = word,
        Units = units ?? [],
        DueAt = dueAt,
        Amount = amount,
        Unit = unit,
    };

    internal void Decide(MatterState state, string? decision, Moment moment)
    {
        State = state;
        Decision = decision;
        DecidedAt = moment.At;
        DecidedBy = moment.Actor.Id;
        DecidedByName = moment.Actor.Name;
    }
}

/// <summary>What is asked.</summary>
internal enum MatterKind
{
    /// <summary>退单.</summary>
    Return,

    /// <summary>协办、下级单位退单.</summary>
    PartReturn,

    /// <summary>延期.</summary>
    Extension,

    /// <summary>协商.</summary>
    Negotiation,

    /// <summary>督办: 电话催办、督办单、提醒函.</summary>
    Supervision,

    /// <summary>不合理诉求认定.</summary>
    Unreasonable,

    /// <summary>考核申诉.</summary>
    ScoreAppeal,

    /// <summary>挂账.</summary>
    CarryOver,
}

/// <summary>How far it is.</summary>
internal enum MatterState
{
    /// <summary>待定.</summary>
    Open,

    /// <summary>同意.</summary>
    Granted,

    /// <summary>不同意.</summary>
    Refused,

    /// <summary>已回复.</summary>
    Answered,

    /// <summary>已了结: overtaken by something else.</summary>
    Settled,
}
