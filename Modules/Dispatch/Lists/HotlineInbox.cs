using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Catalogue;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Lists;

/// <summary>What waits for the hotline: by the order's state, in pages that follow one index.</summary>
internal static class HotlineInbox
{
    private const string SelectState = $"""
        select {OrderLine.Columns}
        from dispatch.orders o
        where o.settled_at is null and o.state = @state and (o.urgency_rank, o.accepted_at, o.id) > (@Rank, @At, @Id)
        order by o.urgency_rank, o.accepted_at, o.id
        limit @limit
        """;

    private const string SelectHard = $"""
        select {OrderLine.Columns}
        from dispatch.orders o
        where o.settled_at is null and o.hard and (o.urgency_rank, o.accepted_at, o.id) > (@Rank, @At, @Id)
        order by o.urgency_rank, o.accepted_at, o.id
        limit @limit
        """;

    private const string SelectAlert = $"""
        select {OrderLine.Columns}
        from dispatch.orders o
        where o.settled_at is null and o.alert <> 'none' and o.alert = @alert
          and (o.urgency_rank, o.accepted_at, o.id) > (@Rank, @At, @Id)
        order by o.urgency_rank, o.accepted_at, o.id
        limit @limit
        """;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/inbox/{list}", Handle)
        .RequireAuthorization(Rights.SeeAllOrders)
        .WithName("ListHotlineInbox")
        .WithSummary(
            "Orders that wait for the hotline, urgent ones first: preReview (with the catalogue's suggestion), objections, negotiations, "
            + "closingReview, callbacks, escalated, carriedOver, hard, warned, overdue. Page on with the answer's next.");

    private static async Task<Results<Ok<Response>, ValidationProblem>> Handle(
        [Description("preReview, objections, negotiations, closingReview, callbacks, escalated, carriedOver, hard, warned or overdue")]
        Spelled<InboxList> list, [StringLength(80)] string? after, [Range(1, 200)] int? limit, Db db, OrganisationBook organisations,
        CatalogueBook catalogue, CancellationToken cancellationToken)
    {
        if (Cursor.Parse(after) is not { } cursor)
        {
            return TypedResults.ValidationProblem(Cursor.Invalid);
        }

        var size = limit ?? 50;
        var rows = await db.ListAsync<OrderLine>(
            list.Value switch
            {
                InboxList.Hard => SelectHard,
                InboxList.Warned or InboxList.Overdue => SelectAlert,
                InboxList.PreReview or InboxList.Objections or InboxList.Negotiations or InboxList.ClosingReview or InboxList.Callbacks
                    or InboxList.Escalated or InboxList.CarriedOver => SelectState,
            },
            new
            {
                state = StateOf(list.Value)?.Word(), alert = list.Value.Word(), Rank = (short)cursor.Rank, cursor.At, cursor.Id, limit = size,
            },
            cancellationToken);
        var items = new List<Item>(rows.Count);
        foreach (var row in rows)
        {
            items.Add(new Item(
                row.Show(organisations),
                list.Value is InboxList.PreReview
                    ? Suggested.Of(await catalogue.SuggestAsync(row.Category, row.Area, row.Line, cancellationToken), organisations)
                    : null));
        }

        return TypedResults.Ok(new Response(
            items, rows.Count == size ? new Cursor(rows[^1].Rank, rows[^1].AcceptedAt, rows[^1].Id.Value).ToString() : null));
    }

    internal static OrderState? StateOf(InboxList list) => list switch
    {
        InboxList.PreReview => OrderState.PendingReview,
        InboxList.Objections => OrderState.ObjectionReview,
        InboxList.Negotiations => OrderState.Negotiation,
        InboxList.ClosingReview => OrderState.FinishReview,
        InboxList.Callbacks => OrderState.CallbackPending,
        InboxList.Escalated => OrderState.Escalated,
        InboxList.CarriedOver => OrderState.CarriedOver,
        InboxList.Hard or InboxList.Warned or InboxList.Overdue => null,
    };

    /// <param name="Items">Urgent ones first, then the oldest.</param>
    /// <param name="Next">What to give as <c>after</c> for the next page; null on the last one.</param>
    public sealed record Response(IReadOnlyList<Item> Items, string? Next);

    /// <param name="Order">The order.</param>
    /// <param name="Suggestion">In preReview whom the catalogue suggests; null where it suggests nobody.</param>
    public sealed record Item(OrderItem Order, Suggested? Suggestion);

    /// <summary>The catalogue's suggestion, with names.</summary>
    public sealed record Suggested(
        OrganisationId Lead, string LeadName, IReadOnlyList<OrganisationId> Assists, string Why, Guid Rule, int RuleVersion)
    {
        internal static Suggested? Of(Suggestion? suggestion, OrganisationBook organisations) => suggestion is null
            ? null
            : new Suggested(
                suggestion.Lead, organisations.Today.Find(suggestion.Lead)?.Name ?? "", suggestion.Assists, suggestion.Why, suggestion.Rule,
                suggestion.RuleVersion);
    }

    /// <summary>The hotline's lists.</summary>
    internal enum InboxList
    {
        /// <summary>待预审.</summary>
        PreReview,

        /// <summary>退单审核.</summary>
        Objections,

        /// <summary>协商.</summary>
        Negotiations,

        /// <summary>办结审核.</summary>
        ClosingReview,

        /// <summary>待回访.</summary>
        Callbacks,

        /// <summary>提级督办.</summary>
        Escalated,

        /// <summary>挂账.</summary>
        CarriedOver,

        /// <summary>疑难.</summary>
        Hard,

        /// <summary>临期.</summary>
        Warned,

        /// <summary>超期.</summary>
        Overdue,
    }
}
