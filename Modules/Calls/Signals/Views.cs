using System.Text.Json;
using ContactCenter.Calls.Agents;
using ContactCenter.Calls.Live;
using ContactCenter.Calls.Queues;

namespace ContactCenter.Calls.Signals;

/// <summary>Makes what consoles see of what the database has.</summary>
internal static class Views
{
    internal static string Json<T>(T view) => JsonSerializer.Serialize(view, Platform.Json.Options);

    internal static AgentView Of(Agent agent) => new(
        agent.Id, agent.Code, agent.Name, agent.Team, agent.State, agent.Reason, agent.StateSince, agent.ReadySince,
        agent.PendingState is { } pending ? new PendingView(pending, agent.PendingReason) : null,
        agent.CallId, agent.Queue, agent.Phone, agent.PhoneMode, agent.Presence, agent.Misses, agent.WrapUpMode,
        agent.WrapUpUntil, agent.WrapUpExtensions,
        agent.ForcedBy is { } by ? new ForcedView(by, agent.ForcedWhy ?? "", agent.ForcedAt ?? default) : null,
        agent.Notice, agent.Session, agent.Version);

    internal static CallView Of(Call call, Agent? agent, QueueBook queues) => new(
        call.Id, call.Source, call.Line, call.LineName, call.Dialled, call.CallerShown, call.Direction, call.State,
        call.Queue, call.Queue is { } key ? queues[key].Name : null, call.Priority, call.ArrivedAt, call.QueuedAt,
        call.AnsweredAt, call.EndedAt, call.EndReason is { } reason ? new EndingView(call.EndedBy ?? "", reason) : null,
        call.Outcome, call.AgentId, call.AgentId == agent?.Id ? agent?.Name : call.AgentName, call.Offers, call.Gap, call.Version);

    internal static OfferView Of(Reservation offer, Call call, Agent agent, QueueBook queues) => new(
        offer.Id, offer.Version, call.Id, call.Line, call.LineName, call.Dialled, call.CallerShown,
        call.Direction, offer.Queue, queues[offer.Queue].Name, call.Priority, call.ArrivedAt, offer.OfferedAt, offer.Deadline,
        agent.PhoneMode, offer.State.Word());

    /// <summary>The three items of an agent's desk; those that are not there are null.</summary>
    internal static IEnumerable<(string Key, string? Value)> Desk(Agent agent, Reservation? offer, Call? call, QueueBook queues)
    {
        var open = offer is { IsUnanswered: true } && call is not null ? offer : null;
        yield return ("agent", Json(Of(agent)));
        yield return ("offer", open is null ? null : Json(Of(open, call!, agent, queues)));
        yield return ("call", call is null || open is not null ? null : Json(Of(call, agent, queues)));
    }
}
