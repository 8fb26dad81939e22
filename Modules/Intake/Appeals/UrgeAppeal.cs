using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Contracts.Intake;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Appeals;

internal static class UrgeAppeal
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/appeals/{id}/urge", Handle)
        .WithName("UrgeAppeal")
        .WithSummary("Counts that the citizen urged an open appeal, and passes on what they added, if anything.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.RegisterAppeals);

    private static async Task<Results<Ok<Response>, NotFound, ProblemHttpResult>> Handle(
        AppealId id, Request request, CurrentUser user, ClaimsPrincipal person, AppealSight sight, Urging urging, Db db,
        CancellationToken cancellationToken)
    {
        if (await sight.FindAsync(id.Value, person, request.Call, cancellationToken) is null)
        {
            return TypedResults.NotFound();
        }

        await using var work = await db.BeginAsync(cancellationToken);
        var appeal = (await work.FindAsync<Appeal>(AppealRows.Lock, new { id }))!;
        if (appeal.WhyNotTouch() is { } refusal)
        {
            return refusal.ToProblem();
        }

        var count = await urging.UrgeAsync(work, appeal, request.Supplement, user.Id, request.Call);
        await work.CommitAsync();
        return TypedResults.Ok(new Response(count));
    }

    /// <param name="Supplement">New facts, if any; without them it is only counted.</param>
    /// <param name="Call">The call at hand.</param>
    public sealed record Request(
        [StringLength(2000), PlainText(Lines = true)] string? Supplement = null, CallId? Call = null);

    public sealed record Response(int UrgeCount);
}
