using ContactCenter.Contracts.Calls;

namespace ContactCenter.Telephony.Simulator;

/// <summary>A call on the simulated switch.</summary>
internal sealed class SimulatedCall(string id)
{
    internal string Id { get; } = id;

    internal List<SimulatedLeg> Legs { get; } = [];

    /// <summary>How the first party left.</summary>
    internal Ending? Ending { get; set; }

    /// <summary>When it came in; null for a call that this system began.</summary>
    internal DateTimeOffset? ArrivedAt { get; init; }

    internal string? Dialled { get; init; }

    internal string? Caller { get; init; }
}

/// <summary>A party on the simulated switch.</summary>
internal sealed class SimulatedLeg(string id, SimulatedCall call, bool rung)
{
    internal string Id { get; } = id;

    internal SimulatedCall Call { get; } = call;

    internal bool Rung { get; } = rung;

    internal bool IsUp { get; set; }

    /// <summary>It hears the others of its call that do too.</summary>
    internal bool IsJoined { get; set; }

    internal bool IsHeld { get; set; }

    /// <summary>It is gone, so nothing that was planned for it happens any more.</summary>
    internal bool IsGone { get; set; }

    /// <summary>The prompt it hears.</summary>
    internal string? Prompt { get; set; }

    /// <summary>How long a citizen talks once joined; null once that has begun, and for telephones.</summary>
    internal TimeSpan? Talk { get; set; }

    internal SimulatedPhone? Phone { get; init; }
}
