using ContactCenter.Calls.Live;
using ContactCenter.Calls.Queues;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;

namespace ContactCenter.Calls.Floor;

internal static class ShowBoard
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/board", Handle)
        .RequireAuthorization(Rights.WatchFloor)
        .WithName("ShowBoard")
        .WithSummary("Every queue, agent, live call and source with the day's figures.");

    private static async Task<Ok<Response>> Handle(
        Db db, QueueBook queues, TimeProvider clock, CancellationToken cancellationToken)
    {
        var board = await Board.LoadAsync(db, queues, cancellationToken);
        return TypedResults.Ok(new Response(
            board.Queues, board.Agents, board.Calls, board.Sources, board.Figures, clock.GetUtcNow()));
    }

    public sealed record Response(
        IReadOnlyList<QueueView> Queues, IReadOnlyList<AgentView> Agents, IReadOnlyList<CallView> Calls,
        IReadOnlyList<SourceView> Sources, BoardFigures Figures, DateTimeOffset Now);
}
