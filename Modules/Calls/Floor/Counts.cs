using ContactCenter.Calls.Live;
using ContactCenter.Calls.Queues;
using ContactCenter.Platform.Database;

namespace ContactCenter.Calls.Floor;

/// <summary>
/// The board's figures, folded over the rows each time and never counted up, so that they cannot drift. A day is a day in
/// China. An abandoned call counts however short its wait was; the service level's formula is answered within the threshold ÷ offered.
/// </summary>
internal static class Counts
{
    private const string SelectToday = """
        select coalesce(c.queue, '') as queue,
               count(*)::int as offered,
               count(*) filter (where c.outcome = 'answered' or c.state in ('connected', 'held'))::int as answered,
               count(*) filter (
                   where c.answered_at is not null and q.key is not null
                     and c.answered_at - c.arrived_at <= make_interval(secs => q.service_level_seconds))::int as in_time,
               count(*) filter (where c.outcome = 'abandoned')::int as abandoned,
               count(*) filter (where c.line is null)::int as unknown
        from calls.calls c
        left join calls.queues q on q.key = c.queue
        where c.arrived_at >= date_trunc('day', clock_timestamp() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai'
          and c.direction = 'inbound'
        group by coalesce(c.queue, '')
        limit 1000
        """;

    // Who was called back, has answered and was given back to a queue waits there like any other, though not since the day of
    // the missed call.
    private const string SelectLive = """
        select queue,
               count(*) filter (where state in ('queued', 'offered'))::int as waiting,
               min(case direction when 'inbound' then arrived_at else queued_at end)
                   filter (where state in ('queued', 'offered')) as longest_since,
               count(*) filter (where state = 'offered')::int as offered,
               count(*) filter (where state in ('connected', 'held'))::int as connected
        from calls.calls
        where state <> 'ended' and queue is not null and (direction = 'inbound' or answered_at is not null)
        group by queue
        limit 1000
        """;

    private const string SelectStaff = """
        select e.queue,
               count(*)::int as eligible,
               count(*) filter (
                   where a.state = 'ready' and (a.presence = 'online' or not a.console_required))::int as ready
        from calls.eligibility e
        join calls.agents a on a.id = e.agent_id
        where a.state <> 'loggedOut'
        group by e.queue
        limit 1000
        """;

    private const string SelectCallbacks = """
        select queue, count(*)::int as count from calls.callbacks where settled_at is null group by queue limit 1000
        """;

    private const string SelectRescues = """
        select count(*)::int
        from calls.rescues
        where at >= date_trunc('day', clock_timestamp() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai'
        """;

    internal static async Task<(IReadOnlyList<QueueView> Queues, BoardFigures Figures)> ReadAsync(
        Db db, QueueBook book, CancellationToken cancellationToken)
    {
        var at = await db.FindAsync<DateTimeOffset>("select clock_timestamp()", null, cancellationToken);
        var today = (await db.ListAsync<Today>(SelectToday, null, cancellationToken)).ToDictionary(row => row.Queue);
        var live = (await db.ListAsync<Present>(SelectLive, null, cancellationToken)).ToDictionary(row => row.Queue);
        var staff = (await db.ListAsync<Staff>(SelectStaff, null, cancellationToken)).ToDictionary(row => row.Queue);
        var due = (await db.ListAsync<Due>(SelectCallbacks, null, cancellationToken)).ToDictionary(row => row.Queue, row => row.Count);
        var rescues = await db.FindAsync<int>(SelectRescues, null, cancellationToken);
        var views = book.All.Select(queue =>
        {
            var (now, day, seats) = (live.GetValueOrDefault(queue.Key), today.GetValueOrDefault(queue.Key), staff.GetValueOrDefault(queue.Key));
            return new QueueView(
                queue.Key, queue.Name, queue.Team, queue.Priority, now?.Waiting ?? 0, now?.LongestSince, now?.Offered ?? 0,
                now?.Connected ?? 0, seats?.Ready ?? 0, seats?.Eligible ?? 0, queue.ServiceLevelSeconds, day?.Offered ?? 0,
                day?.Answered ?? 0, day?.InTime ?? 0, day?.Abandoned ?? 0, due.GetValueOrDefault(queue.Key), queue.IsOpen(at));
        }).OrderBy(view => view.Key, StringComparer.Ordinal).ToList();
        var figures = new BoardFigures(
            at,
            today.Values.Sum(row => row.Offered),
            today.Values.Sum(row => row.Answered),
            today.Values.Sum(row => row.InTime),
            today.Values.Sum(row => row.Abandoned),
            due.Values.Sum(),
            views.Sum(view => view.Waiting),
            views.Min(view => view.LongestWaitSince),
            views.Count == 0 ? 15 : views.Min(view => view.ServiceLevelSeconds),
            rescues,
            today.Values.Sum(row => row.Unknown));
        return (views, figures);
    }

    private sealed record Today(string Queue, int Offered, int Answered, int InTime, int Abandoned, int Unknown);

    private sealed class Present
    {
        public string Queue { get; init; } = "";

        public int Waiting { get; init; }

        public DateTimeOffset? LongestSince { get; init; }

        public int Offered { get; init; }

        public int Connected { get; init; }
    }

    private sealed record Staff(string Queue, int Eligible, int Ready);

    private sealed record Due(string Queue, int Count);
}
