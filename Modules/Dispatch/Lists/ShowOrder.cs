using System.ComponentModel;
using System.Text.Json;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Contracts.Intake;
using ContactCenter.Dispatch.Catalogue;
using ContactCenter.Dispatch.Clocks;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Lists;

internal static class ShowOrder
{
    private const string SelectLine = $"select {OrderLine.Columns} from dispatch.orders o where o.id = @id";

    private const string SelectMatters = """
        select id, order_id as order, replace(kind, '_', '') as kind, state, org_id as org, asked_by_name, asked_at, reason, legal_basis,
               word, amount, unit, units, due_at, decided_by_name, decided_at, decision, told_at, told_how
        from dispatch.matters
        where order_id = @id
        order by asked_at, id
        limit 1000
        """;

    private const string SelectTimeline = """
        select version, at, replace(act, '_', '') as act, replace(from_state, '_', '') as from_state,
               replace(to_state, '_', '') as to_state, actor_name, org_id, org_name, reason, details::text as details
        from dispatch.order_log
        where order_id = @id
        order by version
        limit 5000
        """;

    private const string SelectAttempts = """
        select appeal_id as appeal, round, attempt, at, by_name, reached, why_not, contacted, solved,
               replace(rating, '_', '') as rating, opinion
        from dispatch.callback_attempts
        where order_id = @id
        order by at, id
        limit 1000
        """;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/orders/{id}", Handle)
        .RequireAuthorization(Rights.SeeOrders)
        .WithName("ShowOrder")
        .WithSummary(
            "An order with everything about it: its facts, the units' parts, clocks with the time left, what is asked on it, its "
            + "citizens and their callbacks, the whole timeline, and the acts that this person may do now.");

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        WorkOrderId id, [Description("For an agent, the call at hand: it opens the caller's orders.")] CallId? call, HttpContext http,
        Actors actors, IAppeals appeals, Db db, OrganisationBook organisations, CatalogueBook catalogue, ClockBook clocks,
        ClockFaces faces, TimeProvider time, CancellationToken cancellationToken)
    {
        var actor = await actors.OfAsync(http.User, cancellationToken);
        if (await OrderRows.FindAsync(db, id, cancellationToken) is not { } order
            || !(actors.MaySee(actor, order) || await IsOfCallerAsync(order, call, actor, appeals, cancellationToken)))
        {
            return TypedResults.NotFound();
        }

        var moment = new Moment(actor, time.GetUtcNow());
        var line = await db.FindAsync<OrderLine>(SelectLine, new { id }, cancellationToken);
        var suggestion = order.State is OrderState.PendingReview or OrderState.ObjectionReview or OrderState.Negotiation && actor.SeesAll
            ? await catalogue.SuggestAsync(order.Category, order.Area, order.Line, cancellationToken)
            : null;
        var all = await clocks.ListAsync(id, cancellationToken);
        return TypedResults.Ok(new Response(
            line!.Show(organisations), order.Brief, order.Line, order.Anonymous, order.ExternalSystem, order.ExternalNumber,
            order.UpstreamDeadline, order.Complex, order.Compulsory, order.SendBacks, order.PublicAnswer, order.InternalAnswer,
            order.RepliedAt, order.SettledAt, order.MergedInto,
            [.. order.Assignments.Select(part => Part.Of(part, NameOf(part.Org), order.WorkClockOf(part)?.DueAt))],
            await faces.OfAsync(all, NameOf, moment.At, cancellationToken),
            [.. (await db.ListAsync<MatterLine>(SelectMatters, new { id }, cancellationToken)).Select(row => row.Show(organisations))],
            [.. order.Citizens.Select(CitizenView.Of)],
            [.. (await db.ListAsync<AttemptRow>(SelectAttempts, new { id }, cancellationToken)).Select(row => row.Show())],
            [.. (await db.ListAsync<LogRow>(SelectTimeline, new { id }, cancellationToken)).Select(row => row.Show())],
            HotlineInbox.Suggested.Of(suggestion, organisations), Legality.PossibleActs(order, moment)));

        string NameOf(OrganisationId org) => organisations.Today.Find(org)?.Name ?? "";
    }

    private static async Task<bool> IsOfCallerAsync(
        Order order, CallId? call, Actor actor, IAppeals appeals, CancellationToken cancellationToken)
    {
        if (call is { } atHand && actor.Id is { } agent && actor.Roles.Contains(Party.Agent))
        {
            foreach (var citizen in order.Citizens)
            {
                if (await appeals.IsOfCallerAtHandAsync(citizen.Appeal, atHand, agent, cancellationToken))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <param name="Order">The order in a line.</param>
    /// <param name="Brief">转办内容: what a unit reads; never the raw narrative.</param>
    /// <param name="Line">The old number that was dialled.</param>
    /// <param name="Anonymous">The citizen gave no name.</param>
    /// <param name="ExternalSystem">The platform it came from.</param>
    /// <param name="ExternalNumber">Its number there.</param>
    /// <param name="UpstreamDeadline">The deadline that platform set.</param>
    /// <param name="Complex">复杂事项.</param>
    /// <param name="Compulsory">强制指派: it cannot be returned.</param>
    /// <param name="SendBacks">How often an answer was sent back.</param>
    /// <param name="PublicAnswer">公开答复.</param>
    /// <param name="InternalAnswer">办理情况.</param>
    /// <param name="RepliedAt">When it was answered last.</param>
    /// <param name="SettledAt">When it ended.</param>
    /// <param name="MergedInto">The order that serves it now.</param>
    /// <param name="Parts">The units' parts, also those taken from them again.</param>
    /// <param name="Clocks">Every clock it has had.</param>
    /// <param name="Matters">What was asked on it, and how it was decided.</param>
    /// <param name="Citizens">The citizens whom it serves.</param>
    /// <param name="Callbacks">Each attempt to call them back.</param>
    /// <param name="Timeline">Everything that happened.</param>
    /// <param name="Suggestion">For the hotline: whom the catalogue suggests.</param>
    /// <param name="Possible">What this person may do now.</param>
    public sealed record Response(
        OrderItem Order, string Brief, string? Line, bool Anonymous, string? ExternalSystem, string? ExternalNumber,
        DateTimeOffset? UpstreamDeadline, bool Complex, bool Compulsory, int SendBacks, string? PublicAnswer, string? InternalAnswer,
        DateTimeOffset? RepliedAt, DateTimeOffset? SettledAt, WorkOrderId? MergedInto, IReadOnlyList<Part> Parts,
        IReadOnlyList<ClockFaces.Face> Clocks, IReadOnlyList<MatterItem> Matters, IReadOnlyList<CitizenView> Citizens,
        IReadOnlyList<AttemptView> Callbacks, IReadOnlyList<Entry> Timeline, HotlineInbox.Suggested? Suggestion,
        IReadOnlyList<Act> Possible);

    /// <summary>A unit's part.</summary>
    public sealed record Part(
        Guid Id, OrganisationId Unit, string UnitName, AssignmentRole Role, Guid? Parent, AssignmentState State, DateTimeOffset SentAt,
        DateTimeOffset? SignedAt, DateTimeOffset? RepliedAt, DateTimeOffset? DueAt, string? Answer, int Extensions)
    {
        internal static Part Of(Assignment part, string name, DateTimeOffset? dueAt) => new(
            part.Id, part.Org, name, part.Role, part.Parent, part.State, part.SentAt, part.SignedAt, part.RepliedAt, dueAt, part.Answer,
            part.Extensions);
    }

    /// <summary>One citizen: asked and rated apart from the others.</summary>
    public sealed record CitizenView(
        AppealId Appeal, string Number, bool Own, bool ToBeAsked, CitizenState State, int Round, int Attempts, bool? Contacted,
        bool? FirstSolved, Rating? FirstRating, bool? FinalSolved, Rating? FinalRating)
    {
        internal static CitizenView Of(Citizen one) => new(
            one.Appeal, one.Number, one.Own, one.ToBeAsked, one.State, one.Round, one.Attempts, one.Contacted, one.FirstSolved,
            one.FirstRating, one.FinalSolved, one.FinalRating);
    }

    /// <summary>One attempt to call a citizen back.</summary>
    public sealed record AttemptView(
        AppealId Appeal, int Round, int Attempt, DateTimeOffset At, string By, bool Reached, string? WhyNot, bool? Contacted, bool? Solved,
        Rating? Rating, string? Opinion);

    /// <summary>One line of the timeline.</summary>
    public sealed record Entry(
        int Version, DateTimeOffset At, Act Act, string ActName, OrderState? From, OrderState To, string Actor, OrganisationId? Unit,
        string? UnitName, string? Reason, JsonElement? Details);

    private sealed class LogRow
    {
        public int Version { get; init; }

        public DateTimeOffset At { get; init; }

        public Act Act { get; init; }

        public OrderState? FromState { get; init; }

        public OrderState ToState { get; init; }

        public string ActorName { get; init; } = "";

        public OrganisationId? OrgId { get; init; }

        public string? OrgName { get; init; }

        public string? Reason { get; init; }

        public string? Details { get; init; }

        internal Entry Show() => new(
            Version, At, Act, Act.Chinese(), FromState, ToState, ActorName, OrgId, OrgName, Reason,
            Details is null ? null : JsonElement.Parse(Details));
    }

    private sealed class AttemptRow
    {
        public AppealId Appeal { get; init; }

        public int Round { get; init; }

        public int Attempt { get; init; }

        public DateTimeOffset At { get; init; }

        public string ByName { get; init; } = "";

        public bool Reached { get; init; }

        public string? WhyNot { get; init; }

        public bool? Contacted { get; init; }

        public bool? Solved { get; init; }

        public Rating? Rating { get; init; }

        public string? Opinion { get; init; }

        internal AttemptView Show() =>
            new(Appeal, Round, Attempt, At, ByName, Reached, WhyNot, Contacted, Solved, Rating, Opinion);
    }
}
