using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Contracts.Intake;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Appeals;

internal static class AmendAppeal
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/appeals/{id}", Handle)
        .WithName("AmendAppeal")
        .WithSummary("Corrects an open appeal's category, place, brief, urgency and marks. An old version is refused.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.RegisterAppeals);

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Handle(
        AppealId id, Request request, CurrentUser user, ClaimsPrincipal person, AppealSight sight, Correcting correcting,
        Db db, CancellationToken cancellationToken)
    {
        if (await sight.FindAsync(id.Value, person, request.Call, cancellationToken) is null)
        {
            return TypedResults.NotFound();
        }

        await using var work = await db.BeginAsync(cancellationToken);
        var appeal = (await work.FindAsync<Appeal>(AppealRows.Lock, new { id }))!;
        if ((appeal.WhyNotChange(request.Version) ?? correcting.WhyNot(request.Facts)) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await correcting.WriteAsync(work, appeal, request.Facts);
        await work.NoteAsync(id, user.Id, "amended", request.Why, new
        {
            Before = new { appeal.Category, appeal.Area, appeal.Urgency, appeal.Secret },
            After = new { request.Facts.Category, request.Facts.Area, request.Facts.Urgency, request.Facts.Secret },
        });
        if (appeal is { State: AppealState.Accepted, Handling: Handling.Dispatch })
        {
            await work.RaiseAsync(new AppealAmended(id));
        }

        await work.CommitAsync();
        return TypedResults.NoContent();
    }

    /// <param name="Facts">The facts as they shall be.</param>
    /// <param name="Version">The version that was seen.</param>
    /// <param name="Why">Why.</param>
    /// <param name="Call">For an agent, the call at hand.</param>
    public sealed record Request(
        [Required] Correcting.Facts Facts, int Version, [Required, StringLength(200), PlainText] string Why, CallId? Call = null);
}
