using ContactCenter.Calls.Agents;
using ContactCenter.Calls.Live;
using ContactCenter.Calls.Queues;
using ContactCenter.Contracts.Calls;

namespace ContactCenter.Calls.Signals;

/// <summary>
/// One call with everything a decision about it may see and change, held in memory while its rows are locked. The rules work
/// on this and touch no database.
/// </summary>
internal sealed class CallPicture
{
    public required Call Call { get; init; }

    public required List<Leg> Legs { get; init; }

    /// <summary>The open reservation, or the one this turn has just ended.</summary>
    public Reservation? Reservation { get; set; }

    /// <summary>The agent of <see cref="Reservation"/>.</summary>
    public Agent? Agent { get; set; }

    /// <summary>The database's clock.</summary>
    public required DateTimeOffset Now { get; init; }

    public required QueueBook Queues { get; init; }

    public required CallsOptions Options { get; init; }

    /// <summary>Who or what makes this turn happen, for the history: <c>pbx:asterisk-1</c>, <c>agent:1001</c>, <c>clock</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>How many wait in each queue that has a maximum length, counted under that queue's lock.</summary>
    public IReadOnlyDictionary<string, int> Waiting { get; init; } = new Dictionary<string, int>();

    public List<CallCommand> Commands { get; } = [];

    public List<CallNote> Notes { get; } = [];

    /// <summary>Queues in which a call or an agent has become available.</summary>
    public HashSet<string> Wake { get; } = [];

    /// <summary>Whether the agent can be offered something else now.</summary>
    public bool AgentFreed { get; set; }

    /// <summary>Whether an agent did not take the call in this turn, and is passed over for a while.</summary>
    public bool Refused { get; set; }

    /// <summary>Whether this turn ended the call; what is said about it afterwards ends nothing.</summary>
    public bool EndedNow { get; set; }

    /// <summary>A greeting to play once it is known whether the call must wait.</summary>
    public string? Greeting { get; set; }

    /// <summary>Whether the citizen must be given music when no agent is found at once.</summary>
    public bool NeedsMusic { get; set; }

    internal Leg? Leg(string id) => Legs.Find(leg => leg.Id == id);

    internal Leg Citizen => Leg(Call.CitizenLeg)!;

    internal void Tell(CallCommand command) => Commands.Add(command);

    internal void Note(string kind, string cause, string? leg = null, string? detail = null) =>
        Notes.Add(new CallNote(kind, Call.State, Call.Queue, Agent?.Id, leg, Actor, cause, detail));
}

/// <summary>One line of a call's history.</summary>
internal sealed record CallNote(
    string Kind, CallState State, string? Queue, AgentId? AgentId, string? Leg, string Actor, string Cause, string? Detail);
