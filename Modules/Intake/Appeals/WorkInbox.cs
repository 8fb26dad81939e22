using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Intake;
using ContactCenter.Intake.StatutoryRoutes;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Appeals;

internal static class WorkInbox
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/inbox", List)
            .WithName("ListInbox")
            .WithSummary("What came in over channels and waits to be taken up, oldest first, and what one has taken up oneself.")
            .RequireAuthorization(Rights.RegisterAppeals);
        routes.MapPost("/inbox/{id}/take", Take)
            .WithName("TakeFromInbox")
            .WithSummary("Takes an appeal into one's own hands, so that nobody else works on it.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(Rights.RegisterAppeals);
        routes.MapPost("/inbox/{id}/release", Release)
            .WithName("ReleaseToInbox")
            .WithSummary("Puts an appeal back for others; a leader may put back what another has.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(Rights.RegisterAppeals);
        routes.MapPost("/inbox/{id}/accept", Accept)
            .WithName("AcceptFromInbox")
            .WithSummary("Accepts an appeal with its facts put right, and deals with it as at registration.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(Rights.RegisterAppeals);
    }

    private static async Task<Ok<Response>> List(
        [StringLength(40)] string? channel, CurrentUser user, ClaimsPrincipal person, AppealSight sight, AppealViews views,
        Db db, CancellationToken cancellationToken)
    {
        var all = await sight.HasAsync(person, Rights.SeeAllOrders);
        var rows = await db.ListAsync<Appeal>(Select, new { channel, User = user.Id, All = all }, cancellationToken);
        return TypedResults.Ok(new Response([.. rows.Select(views.LineOf)]));
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Take(
        AppealId id, CurrentUser user, ClaimsPrincipal person, AppealSight sight, Db db, CancellationToken cancellationToken)
    {
        if (await sight.FindAsync(id.Value, person, null, cancellationToken) is null)
        {
            return TypedResults.NotFound();
        }

        await using var work = await db.BeginAsync(cancellationToken);
        var appeal = (await work.FindAsync<Appeal>(AppealRows.Lock, new { id }))!;
        if (WhyNotWorkOn(appeal, user.Id) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await work.ExecuteAsync(Occupy, new { id, User = (Guid?)user.Id.Value });
        await work.NoteAsync(id, user.Id, "taken");
        await work.ShowAsync(InboxTopic.Waits(id, appeal.Version + 1, user.Id.Value));
        await work.CommitAsync();
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Release(
        AppealId id, CurrentUser user, ClaimsPrincipal person, AppealSight sight, Db db, CancellationToken cancellationToken)
    {
        if (await sight.FindAsync(id.Value, person, null, cancellationToken) is null)
        {
            return TypedResults.NotFound();
        }

        await using var work = await db.BeginAsync(cancellationToken);
        var appeal = (await work.FindAsync<Appeal>(AppealRows.Lock, new { id }))!;
        if (WhyNotWorkOn(appeal, await sight.HasAsync(person, Rights.LeadShift) ? null : user.Id) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await work.ExecuteAsync(Occupy, new { id, User = (Guid?)null });
        await work.NoteAsync(id, user.Id, "released");
        await work.ShowAsync(InboxTopic.Waits(id, appeal.Version + 1, null));
        await work.CommitAsync();
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Accept(
        AppealId id, AcceptRequest request, CurrentUser user, ClaimsPrincipal person, AppealSight sight, Correcting correcting,
        Accepting accepting, Db db, CancellationToken cancellationToken)
    {
        if (await sight.FindAsync(id.Value, person, null, cancellationToken) is null)
        {
            return TypedResults.NotFound();
        }

        var route = request.Outcome.Route is { } key
            ? await db.FindAsync<StatutoryRoute>(StatutoryRoute.Find, new { key }, cancellationToken)
            : null;
        await using var work = await db.BeginAsync(cancellationToken);
        var appeal = (await work.FindAsync<Appeal>(AppealRows.Lock, new { id }))!;
        if ((WhyNotWorkOn(appeal, user.Id) ?? appeal.WhyNotChange(request.Version) ?? correcting.WhyNot(request.Facts)
            ?? OutcomeRules.WhyNot(request.Outcome, request.Facts.Urgency, route)) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await correcting.WriteAsync(work, appeal, request.Facts);
        await accepting.AcceptAsync(work, appeal, request.Outcome, route, user.Id);

        // Corrected and accepted: two steps of its version.
        await work.ShowAsync(InboxTopic.Gone(id, appeal.Version + 2));
        await work.CommitAsync();
        return TypedResults.NoContent();
    }

    /// <summary>Why it cannot be worked on, by this person or (null) by whoever leads.</summary>
    private static Refusal? WhyNotWorkOn(Appeal appeal, AccountId? user) => appeal switch
    {
        { State: not AppealState.Received } => new Refusal("not-in-inbox", "该诉求已受理，不在待受理箱中。"),
        { Occupant: { } other } when user is { } me && other != me.Value =>
            new Refusal("taken-by-other", "该诉求正由他人办理；需要时请班长将其退回待受理箱。"),
        _ => null,
    };

    /// <param name="Facts">The facts as they shall be.</param>
    /// <param name="Outcome">How it is dealt with.</param>
    /// <param name="Version">The version that was seen.</param>
    public sealed record AcceptRequest(
        [Required] Correcting.Facts Facts, [Required] AppealFields.Outcome Outcome, int Version);

    public sealed record Response(IReadOnlyList<AppealViews.Line> Appeals);

    private const string Select = $"""
        select {AppealRows.Columns}
        from intake.appeals
        where state = 'received'
            and (@channel::text is null or channel = @channel)
            and (@All or occupant = @User or (occupancy = 'public' and not secret))
        order by received_at, id
        limit 200
        """;

    private const string Occupy = """
        update intake.appeals
        set occupant = @User, occupancy = case when @User::uuid is null then 'public' else 'private' end, version = version + 1
        where id = @id
        """;
}
