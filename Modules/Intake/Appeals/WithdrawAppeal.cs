using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Contracts.Intake;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Appeals;

internal static class WithdrawAppeal
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/appeals/{id}/withdraw", Handle)
        .WithName("WithdrawAppeal")
        .WithSummary("Takes an appeal back for its citizen, proven by the call's recording, the query code or a callback.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.RegisterAppeals);

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Handle(
        AppealId id, Request request, CurrentUser user, Withdrawing withdrawing, CallAtHand calls, Db db,
        CancellationToken cancellationToken)
    {
        var print = request.Call is { } call && await calls.OfAgentAsync(call, user.Id, cancellationToken) is { } facts
            ? calls.PrintOf(facts)
            : null;
        await using var work = await db.BeginAsync(cancellationToken);
        if (await work.FindAsync<Appeal>(AppealRows.Lock, new { id }) is not { } appeal)
        {
            return TypedResults.NotFound();
        }

        // Who asks for an appeal that is not theirs to see learns from the refusal only that it is not proven.
        if ((withdrawing.WhyNot(appeal, request.Proof, print, request.QueryCode) ?? appeal.WhyNotTouch()) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await withdrawing.TakeBackAsync(
            work, appeal, request.Proof, request.Reason, user.Id, new { request.Call, request.RecordingId });
        await work.CommitAsync();
        return TypedResults.NoContent();
    }

    /// <param name="Proof">recording, query-code or callback.</param>
    /// <param name="Reason">Why the citizen takes it back, in their words.</param>
    /// <param name="Call">The citizen's call, or the callback, on which they said so.</param>
    /// <param name="RecordingId">录音文件id of that call.</param>
    /// <param name="QueryCode">The code, where that is the proof.</param>
    public sealed record Request(
        [Required, RegularExpression("recording|query-code|callback")] string Proof,
        [Required, StringLength(200, MinimumLength = 2), PlainText] string Reason,
        CallId? Call = null,
        [StringLength(80), PlainText] string? RecordingId = null,
        [RegularExpression(AppealNumbers.CodePattern)] string? QueryCode = null);
}
