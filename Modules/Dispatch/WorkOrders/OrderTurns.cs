using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Contracts.Intake;
using ContactCenter.Dispatch.Calendars;
using ContactCenter.Dispatch.Catalogue;
using ContactCenter.Dispatch.Clocks;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Dispatch.Policies;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>
/// Does acts on orders. Each is one turn: what others must be asked is asked first; then, in one transaction, the order is locked,
/// the machine and the act's own rule decide on it in memory, and order, clocks, log, events and what consoles see are written.
/// </summary>
internal sealed class OrderTurns(
    Db db, Actors actors, OrganisationBook organisations, CatalogueBook catalogue, PolicyBook policies, CalendarBook calendars,
    ClockBook clocks, IPersonalData personalData, TimeProvider time)
{
    private const string SelectHead = """
        select type, urgency, category, area, line, lead_org as lead, complex from dispatch.orders where id = @id
        """;

    private const string SelectKey = "select act from dispatch.order_log where order_id = @id and key = @key";

    private const string SelectSince = """
        select version, at, act, from_state, to_state, actor_name, org_name, reason
        from dispatch.order_log
        where order_id = @id and version > @version
        order by version
        limit 50
        """;

    /// <summary>Does an act of a person, once for each key.</summary>
    internal async Task<Outcome> RunAsync(Ask ask, Func<Turn, Refusal?> apply, CancellationToken cancellationToken)
    {
        if (await db.FindAsync<Head>(SelectHead, new { ask.Id }, cancellationToken) is not { } head)
        {
            return new Outcome();
        }

        var ground = await GroundAsync(head, ask.Units, ask.Complex, cancellationToken);
        await using var work = await db.BeginAsync(cancellationToken);
        var order = await OrderRows.LockAsync(work, ask.Id);
        var moment = new Moment(ask.Actor, await ClockBook.NowAsync(work));
        if (order is null || !actors.MaySee(ask.Actor, order))
        {
            return new Outcome();
        }

        if (ask.Key is not null && await work.FindAsync<string>(SelectKey, new { ask.Id, ask.Key }) is { } done)
        {
            return done == ask.Act.Word()
                ? new Outcome(OrderSummary.Of(order, moment))
                : new Outcome(Refusal: new("key-used", "这个 Idempotency-Key 已用于本单的另一操作,请换一个新的。"));
        }

        if (ask.Version != order.Version)
        {
            return new Outcome(Refusal: await StaleAsync(work, ask, order));
        }

        var refusal = Legality.WhyNot(ask.Act, order, moment);
        if (refusal is null)
        {
            var turn = new Turn(ask.Act, order, moment, ground);
            var before = Progress.StageOf(order);
            refusal = apply(turn);
            if (refusal is null)
            {
                await TurnEnd.WriteAsync(work, turn, before, clocks, ask.Key);
                await work.CommitAsync();
                return new Outcome(OrderSummary.Of(order, moment));
            }
        }

        return new Outcome(Refusal: refusal);
    }

    /// <summary>
    /// Does an act of the system within somebody's transaction; nothing where the order is gone or the machine does not allow it
    /// (any more): an event may come late.
    /// </summary>
    internal async Task<Order?> RunSystemAsync(
        Work work, WorkOrderId id, Act act, Func<Turn, Refusal?> apply, AppealFacts? amended = null)
    {
        if (await OrderRows.LockAsync(work, id) is not { } order)
        {
            return null;
        }

        var moment = new Moment(Actor.System, await ClockBook.NowAsync(work));
        var head = new Head(
            (amended?.Type ?? order.Type).Word(), (amended?.Urgency ?? order.Urgency).Word(), order.Category, order.Area,
            amended is null ? order.Line : amended.Line, order.Lead?.Value, order.Complex);
        var turn = new Turn(act, order, moment, await GroundAsync(head, [], null, work.CancellationToken));
        var before = Progress.StageOf(order);
        if (Legality.WhyNot(act, order, moment) is not null || apply(turn) is not null)
        {
            return null;
        }

        await TurnEnd.WriteAsync(work, turn, before, clocks, key: null);
        return order;
    }

    /// <summary>Makes an order; its first line of the log says so.</summary>
    internal async Task OpenAsync(Work work, Order order, DateTimeOffset at)
    {
        var head = new Head(order.Type.Word(), order.Urgency.Word(), order.Category, order.Area, order.Line, null, false);
        var turn = new Turn(Act.Open, order, new Moment(Actor.System, at), await GroundAsync(head, [], null, work.CancellationToken));
        await OrderWriter.InsertAsync(work, order, at);
        await TurnEnd.WriteAsync(work, turn, null, clocks, key: null);
    }

    /// <summary>Whom the catalogue suggests for the order as it is; null where it suggests nobody, or there is no such order.</summary>
    internal async Task<Suggestion?> SuggestAsync(WorkOrderId id, CatalogueBook book, CancellationToken cancellationToken) =>
        await db.FindAsync<Head>(SelectHead, new { id }, cancellationToken) is { } head
            ? await book.SuggestAsync(head.Category, head.Area, head.Line, cancellationToken)
            : null;

    private async Task<Ground> GroundAsync(Head head, IReadOnlyList<OrganisationId> units, bool? complex, CancellationToken cancellationToken)
    {
        var (type, urgency) = (Wording.Read<AppealType>(head.Type), Wording.Read<Urgency>(head.Urgency));
        var limits = new Dictionary<OrganisationId, Limits>();
        var now = time.GetUtcNow();
        var general = await policies.ForAsync(type, urgency, head.Line, null, complex ?? head.Complex, now, cancellationToken);
        OrganisationId[] concerned = [.. units, .. head.Lead is { } lead ? [new OrganisationId(lead)] : Array.Empty<OrganisationId>()];
        foreach (var unit in concerned.Distinct())
        {
            limits[unit] = await policies.ForAsync(type, urgency, head.Line, unit, complex ?? head.Complex, now, cancellationToken);
        }

        var tree = organisations.Today;
        return new Ground(
            id => tree.Find(id) is { } found && tree.Holds(found) ? found : null,
            tree.IsUnder,
            catalogue.WhyNot,
            unit => unit is { } one && limits.TryGetValue(one, out var own) ? own : general,
            personalData.Redact,
            (clock, limit) => calendars.Snapshot.Of(clock.OrgId is { } own ? [own] : []).Before(clock.DueAt, limit.Time));
    }

    private static async Task<Refusal> StaleAsync(Work work, Ask ask, Order order)
    {
        var since = await work.ListAsync<Since>(SelectSince, new { ask.Id, ask.Version });
        var last = since.Count > 0 ? $"最近一次是{since[^1].ActorName}的“{Wording.Read<Act>(since[^1].Act).Chinese()}”;" : "";
        return new("stale-version", $"工单已被他人改动,{last}请查看改动后再操作。", new Dictionary<string, object?>
        {
            ["version"] = order.Version,
            ["state"] = order.State.InJson(),
            ["changes"] = since.Select(one => new
            {
                one.Version,
                one.At,
                act = Wording.Read<Act>(one.Act),
                from = one.FromState is { } from ? Wording.Read<OrderState>(from) : (OrderState?)null,
                to = Wording.Read<OrderState>(one.ToState),
                actor = one.ActorName,
                unit = one.OrgName,
                one.Reason,
            }).ToArray(),
        });
    }

    /// <summary>What somebody asks to have done.</summary>
    internal sealed record Ask(
        WorkOrderId Id, Act Act, Actor Actor, int Version, string? Key, IReadOnlyList<OrganisationId> Units, bool? Complex);

    /// <summary>What came of it: the order, or why not; neither where the person sees no such order.</summary>
    internal sealed record Outcome(OrderSummary? Order = null, Refusal? Refusal = null);

    private sealed record Head(string Type, string Urgency, string? Category, string? Area, string? Line, Guid? Lead, bool Complex);

    private sealed class Since
    {
        public int Version { get; init; }

        public DateTimeOffset At { get; init; }

        public string Act { get; init; } = "";

        public string? FromState { get; init; }

        public string ToState { get; init; } = "";

        public string ActorName { get; init; } = "";

        public string? OrgName { get; init; }

        public string? Reason { get; init; }
    }
}
