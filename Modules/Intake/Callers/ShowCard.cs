using System.Security.Claims;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Contracts.Intake;
using ContactCenter.Intake.Appeals;
using ContactCenter.Intake.Categories;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Callers;

internal static class ShowCard
{
    private const int Calls = 10;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/callers/card", Handle)
        .WithName("ShowCallerCard")
        .WithSummary("The caller's card: marks, earlier calls and appeals, and what calls to the dialled line are mostly about.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.RegisterAppeals);

    private static async Task<Results<Ok<Response>, NotFound, ProblemHttpResult>> Handle(
        CallId? call, AppealId? appeal, CurrentUser user, ClaimsPrincipal person, AppealSight sight, AppealViews views,
        CallAtHand atHand, CallerBook callers, CategoryBook categories, Db db, CancellationToken cancellationToken)
    {
        CallFacts? facts = null;
        CallerBook.Number? number;
        if (appeal is { } id)
        {
            if (await sight.FindAsync(id.Value, person, call, cancellationToken) is not { } found)
            {
                return TypedResults.NotFound();
            }

            number = callers.NumberOf(found);
        }
        else if (await CallAsync(call, user, person, sight, atHand, cancellationToken) is { } known)
        {
            (facts, number) = (known, callers.NumberOf(known));
        }
        else
        {
            return CallAtHand.NotAtHand.ToProblem();
        }

        return TypedResults.Ok(await ReadAsync(facts, number, user, person, sight, views, callers, categories, db, cancellationToken));
    }

    private static async Task<Response> ReadAsync(
        CallFacts? call, CallerBook.Number? number, CurrentUser user, ClaimsPrincipal person, AppealSight sight,
        AppealViews views, CallerBook callers, CategoryBook categories, Db db, CancellationToken cancellationToken)
    {
        var dialled = call is null ? null : new Dialled(
            call.Line, call.LineName, call.Dialled, call.ArrivedAt, call.AnsweredAt, call.EndedAt,
            SuggestCategory.Suggest(call.Line, null, categories).Select(one => one.Category).FirstOrDefault());
        if (number is null)
        {
            return new Response(null, dialled, null, [], [], 0);
        }

        var all = await sight.HasAsync(person, Rights.SeeAllOrders);
        var caller = await callers.FindAsync(number.Print, cancellationToken);
        var earlier = await callers.CallsOfAsync(number.Print, Calls, cancellationToken);
        var appeals = await db.ListAsync<Appeal>(
            SelectAppeals, new { number.Print, All = all, User = user.Id }, cancellationToken);
        return new Response(
            number.Masked,
            dialled,
            caller is null ? null : Marks.Of(caller),
            [
                .. earlier.Where(one => one.Id != call?.Id).Select(one => new EarlierCall(
                    one.Id, one.Line, one.LineName, one.ArrivedAt, one.AnsweredAt, one.EndedAt, one.Outcome)),
            ],
            [.. appeals.Select(views.LineOf)],
            await db.FindAsync<int>(CountRecent, new { number.Print }, cancellationToken));
    }

    /// <summary>An agent's own call; who leads may look at any.</summary>
    private static async Task<CallFacts?> CallAsync(
        CallId? call, CurrentUser user, ClaimsPrincipal person, AppealSight sight, CallAtHand atHand,
        CancellationToken cancellationToken) => call is not { } id
        ? null
        : await sight.HasAsync(person, Rights.SeeAllOrders)
        ? await atHand.FindAsync(id, cancellationToken)
        : await atHand.OfAgentAsync(id, user.Id, cancellationToken);

    /// <param name="Number">The number, masked; null where it is withheld.</param>
    /// <param name="Call">The call at hand; null where an appeal was asked about.</param>
    /// <param name="Marks">What is known of the caller; null where nothing is.</param>
    /// <param name="Calls">The latest earlier calls, newest first.</param>
    /// <param name="Appeals">The latest appeals that this person may see, newest first.</param>
    /// <param name="RecentAppeals">How many there were in the last thirty days.</param>
    public sealed record Response(
        string? Number, Dialled? Call, Marks? Marks, IReadOnlyList<EarlierCall> Calls, IReadOnlyList<AppealViews.Line> Appeals,
        int RecentAppeals);

    public sealed record Dialled(
        string? Line, string LineName, string Number, DateTimeOffset ArrivedAt, DateTimeOffset? AnsweredAt,
        DateTimeOffset? EndedAt, CategoryView.Item? Suggested);

    public sealed record EarlierCall(
        CallId Id, string? Line, string LineName, DateTimeOffset ArrivedAt, DateTimeOffset? AnsweredAt, DateTimeOffset? EndedAt,
        string? Outcome);

    /// <summary>What is known of a caller.</summary>
    /// <param name="Id">The caller.</param>
    /// <param name="SpecialCare">特殊关爱 marks.</param>
    /// <param name="PreferredContact">How to be reached.</param>
    /// <param name="Language">Language or dialect.</param>
    /// <param name="MaliciousSince">恶意来电: since when; null where not marked. An urgent matter is taken all the same.</param>
    /// <param name="MaliciousReason">Why.</param>
    /// <param name="Version">Grows with each change.</param>
    public sealed record Marks(
        Guid Id, string[] SpecialCare, string? PreferredContact, string? Language, DateTimeOffset? MaliciousSince,
        string? MaliciousReason, int Version)
    {
        internal static Marks Of(Caller caller) => new(
            caller.Id, caller.SpecialCare, caller.PreferredContact, caller.Language, caller.MaliciousSince,
            caller.MaliciousReason, caller.Version);
    }

    private const string SelectAppeals = $"""
        select {AppealRows.Columns}
        from intake.appeals
        where (caller_number_print = @Print or contact_number_print = @Print)
            and (@All or not secret or registered_by = @User)
        order by received_at desc
        limit 20
        """;

    private const string CountRecent = """
        select count(*)::int
        from intake.appeals
        where (caller_number_print = @Print or contact_number_print = @Print) and received_at > now() - interval '30 days'
        """;
}
