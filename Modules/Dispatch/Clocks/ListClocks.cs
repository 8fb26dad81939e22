using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Calendars;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Clocks;

internal static class ListClocks
{
    private const string Now = "select now()";

    private const string SelectHistory = """
        select history.clock_id as Clock, history.at, history.what, history.old_due as OldDue, history.new_due as NewDue, history.why
        from dispatch.clock_history history
        join dispatch.clocks clock on clock.id = history.clock_id
        where clock.order_id = @order
        order by history.id
        limit 1000
        """;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/clocks", Handle)
        .WithName("ListClocks")
        .WithSummary("Every deadline an order has had, with what is left of it in working time and why it lies where it does.")
        .RequireAuthorization(Rights.SeeAllOrders);

    private static async Task<Ok<Response>> Handle(
        [Required] WorkOrderId order, ClockBook book, CalendarBook calendars, Db db, CancellationToken cancellationToken)
    {
        // One clock for all hosts.
        var now = await db.FindAsync<DateTimeOffset>(Now, null, cancellationToken);
        var history = (await db.ListAsync<Step>(SelectHistory, new { order }, cancellationToken)).ToLookup(step => step.Clock);
        var items = new List<Item>();
        foreach (var clock in await book.ListAsync(order, cancellationToken))
        {
            var (calendar, _) = await calendars.OfAsync(clock.OrgId, cancellationToken);
            items.Add(Item.Of(clock, Remaining.Of(clock, calendar, now), [.. history[clock.Id]]));
        }

        return TypedResults.Ok(new Response(now, items));
    }

    /// <param name="Now">The moment the remaining times are of.</param>
    /// <param name="Clocks">In the order they began.</param>
    public sealed record Response(DateTimeOffset Now, IReadOnlyList<Item> Clocks);

    /// <param name="Id">Identifies the clock.</param>
    /// <param name="Kind">What it measures.</param>
    /// <param name="Organisation">Whose it is.</param>
    /// <param name="Limit">How long, as people say it.</param>
    /// <param name="Source">Who says so.</param>
    /// <param name="Extensions">What was added.</param>
    /// <param name="StartedAt">When it began.</param>
    /// <param name="DueAt">The first moment that is too late.</param>
    /// <param name="Provisional">Whether a holiday notice still to be published may move it.</param>
    /// <param name="State">How it is with it.</param>
    /// <param name="WarnedAt">When it was announced to be near.</param>
    /// <param name="OverdueAt">When it was announced to have passed.</param>
    /// <param name="PausedAt">Since when it stands still.</param>
    /// <param name="StoppedAt">When it stopped.</param>
    /// <param name="Remaining">What is left; null where it has stopped.</param>
    /// <param name="History">How the deadline came to lie where it does, and what was told about it.</param>
    internal sealed record Item(
        Guid Id, ClockKind Kind, OrganisationId? Organisation, string Limit, string Source, IReadOnlyList<string> Extensions,
        DateTimeOffset StartedAt, DateTimeOffset DueAt, bool Provisional, ClockState State, DateTimeOffset? WarnedAt,
        DateTimeOffset? OverdueAt, DateTimeOffset? PausedAt, DateTimeOffset? StoppedAt, Remaining? Remaining,
        IReadOnlyList<Step> History)
    {
        internal static Item Of(Clock clock, Remaining? remaining, IReadOnlyList<Step> history) => new(
            clock.Id, clock.Kind, clock.OrgId, clock.Limit.ToString(), clock.Source, [.. clock.Extensions.Select(one => one.ToString())],
            clock.StartedAt, clock.DueAt, clock.Provisional, clock.State, clock.WarnedAt, clock.OverdueAt, clock.PausedAt,
            clock.StoppedAt, remaining, history);
    }

    internal sealed record Step(Guid Clock, DateTimeOffset At, string What, DateTimeOffset? OldDue, DateTimeOffset? NewDue, string? Why);
}
