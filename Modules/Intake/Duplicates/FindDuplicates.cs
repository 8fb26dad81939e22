using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Intake.Appeals;
using ContactCenter.Intake.Citizens;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Duplicates;

internal static class FindDuplicates
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/duplicates", Handle)
        .WithName("FindDuplicates")
        .WithSummary("Earlier appeals that may be the matter being typed, likeliest first, each with its reasons.")
        .RequireAuthorization(Rights.RegisterAppeals);

    private static async Task<Ok<Response>> Handle(
        Request request, CurrentUser user, DuplicateSearch search, CallAtHand calls, AppealViews views, Db db,
        CancellationToken cancellationToken)
    {
        var print = await calls.OfAgentAsync(request.Call, user.Id, cancellationToken) is { } call
            ? calls.PrintOf(call)
            : request.Number is { } number ? search.PrintOf(number) : null;
        var found = await search.FindAsync(
            new DuplicateSearch.Sought(print, request.Category, request.Area, request.Place, request.Text, request.Except),
            cancellationToken);
        var rows = (await db.ListAsync<Appeal>(SelectFound, new { Ids = found.Select(one => one.Id).ToArray() }, cancellationToken))
            .ToDictionary(row => row.Id);
        return TypedResults.Ok(new Response(
        [
            .. found.Where(one => rows.ContainsKey(one.Id)).Select(one => new Candidate(
                views.LineOf(rows[one.Id]), rows[one.Id].Brief, Math.Round(one.Score, 2), one.Reasons)),
        ]));
    }

    /// <param name="Text">What is typed so far.</param>
    /// <param name="Call">The call at hand.</param>
    /// <param name="Number">The citizen's number, where there is no call.</param>
    /// <param name="Category">The category so far.</param>
    /// <param name="Area">The area so far.</param>
    /// <param name="Place">The place so far.</param>
    /// <param name="Except">An appeal that is not to be found: the one at hand.</param>
    public sealed record Request(
        [Required, StringLength(AppealFields.LongestNarrative)] string Text,
        CallId? Call = null,
        [StringLength(30), RegularExpression(CitizenFields.NumberPattern)] string? Number = null,
        [StringLength(4)] string? Category = null,
        [StringLength(12)] string? Area = null,
        [StringLength(200)] string? Place = null,
        Guid? Except = null);

    public sealed record Response(IReadOnlyList<Candidate> Candidates);

    /// <param name="Appeal">The earlier appeal.</param>
    /// <param name="Brief">What it is about, redacted.</param>
    /// <param name="Score">From 0 to 1.</param>
    /// <param name="Reasons">sameNumber, sameCategory, samePlace, sameArea, similarText.</param>
    public sealed record Candidate(AppealViews.Line Appeal, string Brief, double Score, IReadOnlyList<string> Reasons);

    private const string SelectFound = $"select {AppealRows.Columns} from intake.appeals where id = any (@Ids) limit 50";
}
