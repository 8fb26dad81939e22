using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Http;
using ContactCenter.Telephony.EventApi.Intake;
using ContactCenter.Telephony.EventApi.Signing;

namespace ContactCenter.Telephony.EventApi.Commands;

internal static class ListCommands
{
    private const int AtMost = 100;

    // How soon a command that was committed on another host is seen by a PBX that waits here.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    internal static RouteHandlerBuilder Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/commands", Handle)
        .WithName(nameof(ListCommands))
        .WithMetadata(OftenCalled.Mark)
        .WithSummary("Hands a PBX its next commands, waiting for the first one; going on from a position confirms what is before it.");

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        HttpContext context, CommandBook book, Db db, Bells bells, TimeProvider clock,
        [StringLength(200)] string source,
        [Range(0, long.MaxValue)] long after = 0,
        [Range(0, 30)] int wait = 20,
        CancellationToken cancellationToken = default)
    {
        if (PbxCaller.WhyNot(context, source) is { } fault)
        {
            return fault.ToProblem();
        }

        var confirmed = after is 0 ? [] : await db.ListAsync<Guid>(FindConfirmed, new { source, after }, cancellationToken);
        if (confirmed.Count > 0)
        {
            await book.MarkSentAsync(source, [.. confirmed.Select(CommandId.From)], done: false, cancellationToken);
        }

        var began = clock.GetTimestamp();
        while (true)
        {
            await book.TakeOverAsync(source, cancellationToken);
            var found = await db.ListAsync<BookedCommand>(FindNext, new { source, after, AtMost }, cancellationToken);
            var wanted = await db.FindAsync<bool>(IsSnapshotWanted, new { source }, cancellationToken);
            if (found.Count > 0 || clock.GetElapsedTime(began).TotalSeconds >= wait)
            {
                return TypedResults.Ok(new Response(
                    await book.WriteAsync(source, found, cancellationToken),
                    found.Count > 0 ? found[^1].Position : after,
                    wanted));
            }

            await bells.WaitAsync(CommandBook.BellOf(source), LookEvery, cancellationToken);
        }
    }

    /// <param name="Commands">CloudEvents of type <c>command.…</c>, oldest first; those of one call are to be done in this order.</param>
    /// <param name="Next">What to ask <c>after</c> next time.</param>
    /// <param name="SnapshotWanted">Post a snapshot now.</param>
    public sealed record Response(IReadOnlyList<JsonObject> Commands, long Next, bool SnapshotWanted);

    private const string FindConfirmed = """
        select id from telephony.commands
        where source = @source and position <= @after and sent_at is null and expired_at is null
        limit 1000
        """;

    private const string FindNext = """
        select id, position, call, type, body, written_at as WrittenAt
        from telephony.commands
        where source = @source and position > @after and sent_at is null and expired_at is null
        order by position
        limit @AtMost
        """;

    private const string IsSnapshotWanted = """
        select snapshot_wanted_at is not null from telephony.sources where source = @source
        """;
}
