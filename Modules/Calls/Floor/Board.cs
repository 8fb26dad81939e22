using ContactCenter.Calls.Agents;
using ContactCenter.Calls.Live;
using ContactCenter.Calls.Queues;
using ContactCenter.Calls.Signals;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Live;

namespace ContactCenter.Calls.Floor;

/// <summary>Everything on the board at one moment.</summary>
internal sealed record Board(
    IReadOnlyList<QueueView> Queues, IReadOnlyList<AgentView> Agents, IReadOnlyList<CallView> Calls,
    IReadOnlyList<SourceView> Sources, BoardFigures Figures)
{
    private const string SelectAgents = $"select {Rows.Agent} from calls.agents a order by a.code limit 5000";

    private const string SelectCalls = $"""
        select {Rows.Call} from calls.calls c where c.state <> 'ended' order by c.arrived_at limit 20000
        """;

    private const string SelectSources = "select source, kind, state, since, version from calls.sources order by source limit 100";

    internal static async Task<Board> LoadAsync(Db db, QueueBook queues, CancellationToken cancellationToken)
    {
        var agents = await db.ListAsync<Agent>(SelectAgents, null, cancellationToken);
        var calls = await db.ListAsync<Call>(SelectCalls, null, cancellationToken);
        var sources = await db.ListAsync<SourceView>(SelectSources, null, cancellationToken);
        var byId = agents.ToDictionary(agent => agent.Id);
        var (views, figures) = await Counts.ReadAsync(db, queues, cancellationToken);
        return new Board(
            views,
            [.. agents.Select(Views.Of)],
            [.. calls.Select(call => Views.Of(call, call.AgentId is { } id ? byId.GetValueOrDefault(id) : null, queues))],
            sources,
            figures);
    }

    /// <summary>As live items. Queues and figures are dated by the clock, so that a later count replaces an earlier one.</summary>
    internal IReadOnlyList<LiveItem> Items()
    {
        var at = Figures.At.ToUnixTimeMilliseconds();
        return
        [
            .. Queues.Select(queue => new LiveItem($"queue:{queue.Key}", at, Views.Json(queue))),
            .. Agents.Select(agent => new LiveItem($"agent:{agent.Id}", agent.Version, Views.Json(agent))),
            .. Calls.Select(call => new LiveItem($"call:{call.Id}", call.Version, Views.Json(call))),
            .. Sources.Select(source => new LiveItem($"source:{source.Source}", source.Version, Views.Json(source))),
            new LiveItem("figures", at, Views.Json(Figures)),
        ];
    }
}
