using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Contracts.Intake;
using ContactCenter.Intake.Appeals;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Duplicates;

internal static class LinkAppeals
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/appeals/{id}/link", Link)
            .WithName("LinkAppeals")
            .WithSummary("Notes that two appeals belong together; each is handled on its own.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(Rights.RegisterAppeals);
        routes.MapPost("/appeals/{id}/merge", Merge)
            .WithName("MergeAppeals")
            .WithSummary("Joins an appeal to another of the same matter: one handling, each citizen with their own notice and rating.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(Rights.RegisterAppeals);
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Link(
        AppealId id, LinkRequest request, CurrentUser user, ClaimsPrincipal person, AppealSight sight, Db db,
        CancellationToken cancellationToken)
    {
        if (await sight.FindAsync(id.Value, person, request.Call, cancellationToken) is not { } appeal
            || await FindOtherAsync(request.Other, person, request.Call, sight, db, cancellationToken) is not { } other)
        {
            return TypedResults.NotFound();
        }

        if (appeal.Id == other.Id)
        {
            return new Refusal("link-itself", "诉求不能与自身关联。").ToProblem();
        }

        await using var work = await db.BeginAsync(cancellationToken);
        if (await work.ExecuteAsync(InsertLink, new { id, Other = other.Id, By = user.Id }) > 0)
        {
            await work.NoteAsync(id, user.Id, "linked", null, new { Other = other.Id });
            await work.NoteAsync(other.AppealId, user.Id, "linked", null, new { Other = id });
        }

        await work.CommitAsync();
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Merge(
        AppealId id, MergeRequest request, CurrentUser user, ClaimsPrincipal person, AppealSight sight, Merging merging, Db db,
        CancellationToken cancellationToken)
    {
        if (await sight.FindAsync(id.Value, person, request.Call, cancellationToken) is null
            || await FindOtherAsync(request.Into, person, request.Call, sight, db, cancellationToken) is null)
        {
            return TypedResults.NotFound();
        }

        return await merging.MergeAsync(id, request.Into, request.Why, user.Id, cancellationToken) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.NoContent();
    }

    /// <summary>The other appeal may be anybody's, unless it is secret: what is learnt of it is its number and title.</summary>
    private static async Task<Appeal?> FindOtherAsync(
        AppealId id, ClaimsPrincipal person, CallId? call, AppealSight sight, Db db, CancellationToken cancellationToken) =>
        await db.FindAsync<Appeal>(AppealRows.Find, new { id }, cancellationToken) is { } other
            && (!other.Secret || await sight.MayAsync(other, person, call, cancellationToken))
            ? other
            : null;

    /// <param name="Other">The other appeal.</param>
    /// <param name="Call">For an agent, the call at hand.</param>
    public sealed record LinkRequest(AppealId Other, CallId? Call = null);

    /// <param name="Into">The appeal whose handling serves both.</param>
    /// <param name="Why">Why they are the same matter.</param>
    /// <param name="Call">For an agent, the call at hand.</param>
    public sealed record MergeRequest(
        AppealId Into, [Required, StringLength(200, MinimumLength = 2), PlainText] string Why, CallId? Call = null);

    private const string InsertLink = """
        insert into intake.links (appeal_id, other_id, by)
        select @id, @Other, @By
        where not exists (select from intake.links where appeal_id = @Other and other_id = @id)
        on conflict do nothing    -- They are linked already.
        """;
}
