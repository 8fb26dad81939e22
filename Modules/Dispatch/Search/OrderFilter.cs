using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Contracts.Intake;
using ContactCenter.Dispatch.Lists;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Dispatch.WorkOrders;

namespace ContactCenter.Dispatch.Search;

/// <summary>What a search asks for. Everything given must hold.</summary>
internal static class OrderFilter
{
    /// <summary>The statement of a search: newest first, after the last row of the page before.</summary>
    /// <remarks>
    /// Parameters that are null fall away before it is planned, so that each combination gets a plan of its own. What a person may
    /// see is a condition like the others; hotline staff have none.
    /// </remarks>
    internal const string Select = $"""
        select {OrderLine.Columns}
        from dispatch.orders o
        where {Conditions}
          and (@At::timestamptz is null or (o.accepted_at, o.id) < (@At, @Id))
        order by o.accepted_at desc, o.id desc
        limit @limit
        """;

    // Hotline staff see all; a clerk what the own unit, or one below it, has a part in; an agent what they registered.
    private const string Conditions = """
        (@Number::text is null or o.number = @Number)
          and (@From::timestamptz is null or o.accepted_at >= @From)
          and (@To::timestamptz is null or o.accepted_at < @To)
          and (@category::text is null or o.category like @category)
          and (@area::text is null or o.area like @area)
          and (@Unit::uuid is null or o.lead_org = @Unit)
          and (@state::text is null or o.state = @state)
          and (@type::text is null or o.type = @type)
          and (@urgency::text is null or o.urgency = @urgency)
          and (@alert::text is null or (o.alert = @alert and o.settled_at is null))
          and (@Hard::boolean is null or o.hard = @Hard)
          and (@Open::boolean is null or (o.settled_at is null) = @Open)
          and (@text::text is null or (
              dispatch.bigrams(o.title || ' ' || o.brief) @> dispatch.bigrams(@text)
              and (length(@text) > 1 or o.title || ' ' || o.brief ilike '%' || @text || '%')))
          and (@sees::uuid[] is null or exists (
              select from dispatch.assignments a
              where a.order_id = o.id and a.org_id = any(@sees) and a.state <> 'released'))
          and (@registered::uuid is null or o.registered_by = @registered)
        """;

    // Public, because the framework's generator skips what is not, and its validation with it.
    public sealed record Query
    {
        /// <summary>The whole number.</summary>
        [StringLength(30)]
        public string? Number { get; init; }

        /// <summary>Accepted then or later.</summary>
        public DateTimeOffset? From { get; init; }

        /// <summary>Accepted before.</summary>
        public DateTimeOffset? To { get; init; }

        /// <summary>The category's code, or the beginning of it for a whole class.</summary>
        [RegularExpression("[A-Za-z0-9-]{1,40}")]
        public string? Category { get; init; }

        /// <summary>The area's code, or the beginning of it for a whole area.</summary>
        [RegularExpression("[0-9]{1,12}")]
        public string? Area { get; init; }

        /// <summary>The unit that leads, or led.</summary>
        public OrganisationId? Unit { get; init; }

        [Description(
            "pendingReview, dispatched, signed, inProgress, objectionReview, negotiation, finishReview, callbackPending, escalated, "
            + "carriedOver, closed, merged, withdrawn, transferred, outOfScope or archived")]
        public Spelled<OrderState>? State { get; init; }

        [Description("consultation, help, complaint, report, suggestion, praise, other or invalid")]
        public Spelled<AppealType>? Type { get; init; }

        [Description("normal, important or urgent")]
        public Spelled<Urgency>? Urgency { get; init; }

        /// <summary>warned or overdue; of orders that go on.</summary>
        public Spelled<Alert>? Alert { get; init; }

        public bool? Hard { get; init; }

        /// <summary>Only those that go on, or only those that are over.</summary>
        public bool? Open { get; init; }

        /// <summary>Words of the title or the brief.</summary>
        [StringLength(60, MinimumLength = 1)]
        public string? Text { get; init; }

        /// <summary>The statement's parameters for this person.</summary>
        internal object Parameters(Actor actor, OrganisationBook organisations, DateTimeOffset? at, Guid id, int limit) => new
        {
            Number,
            From,
            To,
            category = Category is null ? null : Category + "%",
            area = Area is null ? null : Area + "%",
            Unit = Unit?.Value,
            state = State?.Value.Word(),
            type = Type?.Value.Word(),
            urgency = Urgency?.Value.Word(),
            alert = Alert?.Value.Word(),
            Hard,
            Open,
            text = string.IsNullOrWhiteSpace(Text) ? null : Text.Trim(),
            sees = actor switch
            {
                { SeesAll: true } => null,
                { Org: { } org } => (Guid[])
                [
                    .. organisations.Today.All.Where(one => organisations.IsUnder(one.Id, org)).Select(one => one.Id.Value),
                ],
                _ => null,
            },
            registered = actor is { SeesAll: false, Org: null } ? actor.Id?.Value : null,
            At = at,
            Id = id,
            limit,
        };
    }
}
