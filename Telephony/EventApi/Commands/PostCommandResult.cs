using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;
using ContactCenter.Telephony.EventApi.Intake;
using ContactCenter.Telephony.EventApi.Signing;

namespace ContactCenter.Telephony.EventApi.Commands;

internal static class PostCommandResult
{
    internal static RouteHandlerBuilder Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/commands/{id}/result", Handle)
        .WithName(nameof(PostCommandResult))
        .WithSummary("Says that a command was done, or why not. What it did is told by the call's own events.");

    private static async Task<Results<Accepted, NotFound, ProblemHttpResult>> Handle(
        HttpContext context, CommandId id, CommandBook book, LocalEvents events, Db db, CancellationToken cancellationToken)
    {
        var source = PbxCaller.SourceOf(context);
        if (SignedJson.Read<Request>(context) is not { Outcome: "done" or "failed", Reason: null or { Length: <= 50 } } said)
        {
            return Fault.Schema("Send {\"outcome\": \"done\"} or {\"outcome\": \"failed\", \"reason\": …}.").ToProblem();
        }

        if (await db.FindAsync<string>(FindCall, new { id, source }, cancellationToken) is not { } call)
        {
            return TypedResults.NotFound();
        }

        var failure = said.Outcome is "failed" ? said.Reason ?? "refused" : null;
        if (await events.TellAsync(source, call, id, failure, $"result:{id}") is { } fault)
        {
            return fault.ToProblem();
        }

        // Whoever tells what became of a command has it.
        await book.MarkSentAsync(source, [id], done: failure is null, cancellationToken);
        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(NoteResult, new { id, source, said.Outcome });
        await work.CommitAsync();
        return TypedResults.Accepted((string?)null);
    }

    /// <param name="Outcome"><c>done</c> or <c>failed</c>.</param>
    /// <param name="Reason">Of a failure: <c>unreachable</c>, <c>refused</c>, <c>timeout</c> or <c>gone</c>.</param>
    public sealed record Request([Required, StringLength(20)] string Outcome, [StringLength(50)] string? Reason);

    private const string FindCall = """
        select coalesce(cursor.call, command.call)
        from telephony.commands command
        left join telephony.call_cursors cursor on cursor.source = command.source and cursor.known_as = command.call
        where command.id = @id and command.source = @source
        limit 1
        """;

    private const string NoteResult = """
        update telephony.commands set result = @Outcome, result_at = now() where id = @id and source = @source
        """;
}
