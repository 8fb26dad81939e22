using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Appeals;

internal static class ListAppeals
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/appeals", Handle)
        .WithName("ListAppeals")
        .WithSummary("Appeals newest first: all for who may see all, one's own for an agent. Page on with the answer's next.")
        .RequireAuthorization(Rights.RegisterAppeals);

    private static async Task<Ok<Response>> Handle(
        [AsParameters] Query query, CurrentUser user, ClaimsPrincipal person, AppealSight sight, AppealViews views, Db db,
        CancellationToken cancellationToken)
    {
        var all = await sight.HasAsync(person, Rights.SeeAllOrders);
        var limit = query.Limit ?? 50;
        var rows = await db.ListAsync<Appeal>(Select, new
        {
            Own = all && query.Mine is not true ? (Guid?)null : user.Id.Value,
            query.Number,
            query.Channel,
            query.State,
            query.Category,
            query.Area,
            query.From,
            query.To,
            query.Before,
            Limit = limit,
        }, cancellationToken);
        return TypedResults.Ok(new Response(
            [.. rows.Select(views.LineOf)], rows.Count == limit ? rows[^1].Id : null));
    }

    // Properties and no constructor: the OpenAPI document cannot be made of attributes on a constructor's parameters.
    public sealed record Query
    {
        [StringLength(30)]
        public string? Number { get; init; }

        [StringLength(40)]
        public string? Channel { get; init; }

        [RegularExpression("received|accepted|closed")]
        public string? State { get; init; }

        [StringLength(4)]
        public string? Category { get; init; }

        [StringLength(12)]
        public string? Area { get; init; }

        public DateTimeOffset? From { get; init; }

        public DateTimeOffset? To { get; init; }

        /// <summary>Only those this person registered or took up.</summary>
        public bool? Mine { get; init; }

        public Guid? Before { get; init; }

        [Range(1, 200)]
        public int? Limit { get; init; }
    }

    /// <param name="Appeals">Newest first.</param>
    /// <param name="Next">What to give as <c>before</c> for the next page; null on the last one.</param>
    public sealed record Response(IReadOnlyList<AppealViews.Line> Appeals, Guid? Next);

    private const string Select = $"""
        select {AppealRows.Columns}
        from intake.appeals
        where (@Own::uuid is null or registered_by = @Own or occupant = @Own)
            and (@Number::text is null or number = @Number)
            and (@Channel::text is null or channel = @Channel)
            and (@State::text is null or state = @State)
            and (@Category::text is null or category = @Category or left(category, 2) = @Category)
            and (@Area::text is null or area = @Area or starts_with(area, @Area))
            and (@From::timestamptz is null or received_at >= @From)
            and (@To::timestamptz is null or received_at < @To)
            and (@Before::uuid is null or (received_at, id) < (
                select last.received_at, last.id from intake.appeals last where last.id = @Before))
        order by received_at desc, id desc
        limit @Limit
        """;
}
