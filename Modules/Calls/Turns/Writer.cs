using System.Text.Json;
using ContactCenter.Calls.Agents;
using ContactCenter.Calls.Live;
using ContactCenter.Calls.Signals;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Live;
using Npgsql;

namespace ContactCenter.Calls.Turns;

/// <summary>
/// Collects what a turn writes, so that it goes to the database in few round trips: rows, history, commands, and what
/// consoles see of it. Rows are written before matching looks at them, the rest with the commit.
/// </summary>
internal sealed class Writer(NpgsqlConnection connection, NpgsqlTransaction transaction, string actor, DateTimeOffset now)
    : IAsyncDisposable
{
    // A transaction of its own that writes next to nothing: its commit waits until the disk has the log up to there.
    private const string WaitForDisk = "select pg_logical_emit_message(true, 'contactcenter', '')";

    private readonly Dictionary<CallId, (Call Call, Agent? Agent)> calls = [];
    private readonly Dictionary<AgentId, Agent> agents = [];
    private readonly Dictionary<AgentId, (Reservation? Offer, Call? Call)> desks = [];
    private Batch batch = new(connection, transaction);

    internal List<CallCommand> Commands { get; } = [];

    /// <summary>Whether it has the locks of queues, which others wait for.</summary>
    internal bool HoldsQueues { get; set; }

    /// <summary>Queues in which something could not be matched because another transaction had it.</summary>
    internal HashSet<string> LookAgain { get; } = [];

    /// <summary>What else consoles see of this turn.</summary>
    internal List<LiveChange> Shown { get; } = [];

    internal Batch Batch => batch;

    internal DateTimeOffset Now => now;

    /// <summary>The earliest deadline this turn sets, so that the timers can be told.</summary>
    internal DateTimeOffset? Due { get; private set; }

    internal void Insert(Call call)
    {
        batch.Add(Sql.InsertCall,
            call.Id.Value, call.Source, call.PbxCall, call.Direction.Word(), call.Line, call.LineName, call.Dialled,
            call.Caller, call.RouteJson, call.ArrivedAt.UtcDateTime, call.CitizenLeg, call.StickyAgent?.Value, call.CallbackId,
            call.CallerPrint, call.CallerShown);
        Save(call, null);
    }

    internal void Save(Call call, Agent? agent)
    {
        call.Version++;
        batch.Add(Sql.UpdateCall,
            call.Id.Value, call.Step, call.State.Word(), call.Queue, call.Priority, call.QueuedAt?.UtcDateTime,
            call.StepDeadline?.UtcDateTime, call.AnsweredAt?.UtcDateTime, call.EndedAt?.UtcDateTime, call.EndedBy, call.EndReason,
            call.Outcome?.Word(), call.AgentId?.Value, call.Offers, call.Gap, call.Version, call.RouteJson,
            call.StickyAgent?.Value);
        calls[call.Id] = (call, agent);
        Plan(call.StepDeadline);
    }

    internal void Save(CallId call, Leg leg) => batch.Add(Sql.SaveLeg,
        call.Value, leg.Id, leg.Role.Word(), leg.AgentId?.Value, leg.ReservationId?.Value, leg.Address, leg.State.Word(),
        leg.StartedAt.UtcDateTime, leg.AnsweredAt?.UtcDateTime, leg.EndedAt?.UtcDateTime, leg.EndReason, leg.Cause);

    internal void Insert(CallId call, Reservation reservation, string chosenBy, string host) => batch.Add(
        Sql.InsertReservation,
        reservation.Id.Value, call.Value, reservation.AgentId.Value, reservation.Queue, reservation.State.Word(), reservation.Leg,
        reservation.OfferedAt.UtcDateTime, reservation.Deadline?.UtcDateTime, chosenBy, reservation.IdleSince.UtcDateTime, host);

    internal void Save(Reservation reservation) => batch.Add(Sql.UpdateReservation,
        reservation.Id.Value, reservation.Version, reservation.State.Word(), reservation.Deadline?.UtcDateTime,
        reservation.ConnectedAt?.UtcDateTime, reservation.EndedAt?.UtcDateTime);

    /// <summary>Saves an agent with what the agent's desk shows: the open offer and the call.</summary>
    internal void Save(Agent agent, string cause, Reservation? offer, Call? call)
    {
        agent.Version++;
        batch.Add(Sql.UpdateAgent,
            agent.Id.Value, agent.State.Word(), agent.Reason, agent.StateSince.UtcDateTime, agent.ReadySince?.UtcDateTime,
            agent.PendingState?.Word(), agent.PendingReason, agent.Phone, agent.PhoneMode.Word(), agent.Presence.Word(),
            agent.PresenceUntil?.UtcDateTime, agent.Session, agent.Misses, agent.CallId?.Value, agent.Queue,
            agent.WrapUpMode?.Word(), agent.WrapUpUntil?.UtcDateTime, agent.WrapUpExtensions, agent.WrapUpCode, agent.ForcedBy,
            agent.ForcedWhy, agent.ForcedAt?.UtcDateTime, agent.Notice, agent.Version);
        batch.Add(Sql.InsertAgentHistory,
            agent.Id.Value, now.UtcDateTime, agent.State.Word(), agent.Reason, agent.Presence.Word(), actor, cause, agent.Version);
        agents[agent.Id] = agent;
        desks[agent.Id] = (offer is { IsUnanswered: true } ? offer : null, call);
        Plan(agent.WrapUpUntil);
        Plan(offer?.Deadline);
    }

    internal void Note(CallId call, CallNote note) => batch.Add(Sql.InsertHistory,
        call.Value, now.UtcDateTime, note.Kind, note.State.Word(), note.Queue, note.AgentId?.Value, note.Leg, note.Actor, note.Cause,
        note.Detail);

    /// <summary>Sends what has been collected and reads the answers of the statements that give any.</summary>
    internal async Task<NpgsqlDataReader> FlushAsync(CancellationToken cancellationToken)
    {
        var sent = batch;
        batch = new Batch(connection, transaction);
        return await sent.ReadAsync(cancellationToken);
    }

    /// <summary>Writes the commands and what consoles see, commits, and returns the changes as logged.</summary>
    internal async Task<IReadOnlyList<LoggedChange>> CommitAsync(Ground ground)
    {
        foreach (var command in Commands)
        {
            batch.Add(Sql.InsertCommand,
                command.Id.Value, command.Source, CallId.Of(command.Source, command.Call).Value, Sql.LegOf(command),
                Sql.TypeOf(command), JsonSerializer.Serialize(command, Json.Options));
        }

        var changes = Changes(ground);
        var ids = new List<long>(changes.Count);
        if (changes.Count > 0)
        {
            ChangeLog.Add(batch, changes);
        }

        // The commit goes with the last statements: locks are held for a round trip less. Where they are those of queues, the
        // commit frees them before the disk has it, and only then is the disk waited for: whoever decides next has written
        // behind this in the log, and cannot be durable before it.
        if (HoldsQueues)
        {
            batch.Add("set local synchronous_commit = off");
        }

        batch.Add("commit");
        if (HoldsQueues)
        {
            batch.Add(WaitForDisk);
        }

        // What has been decided is decided: a caller who goes away now must not undo half of it.
        await using (var reader = await batch.ReadAsync(CancellationToken.None))
        {
            while (changes.Count > 0 && await reader.ReadAsync(CancellationToken.None))
            {
                ids.Add(reader.GetInt64(0));
            }

            // To the end: a failure behind the last row read is told here or not at all.
            while (await reader.NextResultAsync(CancellationToken.None))
            {
            }
        }

        return [.. changes.Select((change, index) => new LoggedChange(ids[index], change))];
    }

    public ValueTask DisposeAsync() => batch.DisposeAsync();

    private void Plan(DateTimeOffset? due)
    {
        if (due < (Due ?? DateTimeOffset.MaxValue))
        {
            Due = due;
        }
    }

    private List<LiveChange> Changes(Ground ground)
    {
        var changes = new List<LiveChange>(Shown);
        foreach (var (call, agent) in calls.Values)
        {
            var who = agent ?? (call.AgentId is { } id ? agents.GetValueOrDefault(id) : null);
            changes.Add(new LiveChange(
                Topics.Board, $"call:{call.Id}", call.Version, call.IsLive ? Views.Json(Views.Of(call, who, ground.Queues)) : null));
        }

        foreach (var agent in agents.Values)
        {
            var (offer, call) = desks[agent.Id];
            changes.Add(new LiveChange(Topics.Board, $"agent:{agent.Id}", agent.Version, Views.Json(Views.Of(agent))));
            changes.AddRange(Views.Desk(agent, offer, call, ground.Queues)
                .Select(item => new LiveChange(Topics.Agent(agent.Id), item.Key, agent.Version, item.Value, Urgent: true)));
        }

        return changes;
    }
}
