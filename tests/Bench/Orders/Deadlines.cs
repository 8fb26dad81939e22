using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace ContactCenter.Bench.Orders;

/// <summary>What the running host's sweep and its recomputation take with 100,000 orders going on, seen in the database.</summary>
/// <param name="SweepSeconds">From the first mark to the last where one clock in a hundred has just become due.</param>
/// <param name="SweptAll">The same where every clock of a unit is due at the same moment, which no day brings.</param>
/// <param name="RecomputeSeconds">From the request that changes the calendar to the last clock that follows it.</param>
/// <param name="Recomputed">How many clocks had to follow.</param>
internal sealed record Deadlines(double SweepSeconds, double SweptAll, double RecomputeSeconds, long Recomputed)
{
    private const int Some = 1_000;

    // Some have become due when the statement's transaction is seen; the next tick of the sweep finds them together.
    private const string MakeDue = """
        update dispatch.clocks set due_at = now(), warn_at = null
        where id in (
            select id from dispatch.clocks where state = 'running' and overdue_at is null and org_id is not null order by id limit @most)
        """;

    private const string CountLeft = "select count(*) from dispatch.clocks where state = 'running' and overdue_at is null and due_at <= now()";

    // Between the first transaction's beginning and now, on the database's clock.
    private const string SinceFirst = """
        select extract(epoch from clock_timestamp() - min(overdue_at))::float8 from dispatch.clocks where overdue_at >= @since
        """;

    private const string CountBehind = """
        select count(*) from dispatch.clocks
        where state in ('running', 'paused') and calendar_version is not null
            and calendar_version < (select max(version) from dispatch.calendar_changes)
        """;

    private const string CountFollowing = """
        select count(*) from dispatch.clocks where state in ('running', 'paused') and calendar_version is not null
        """;

    private const string CountUndelivered = "select count(*) from platform.outbox where delivered_at is null";

    internal static async Task<Deadlines> MeasureAsync(Uri host, string database, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(database + ";Command Timeout=0");
        var swept = await SweepAsync(source, Some, cancellationToken);
        await UntilNoneAsync(source, CountUndelivered, cancellationToken);

        using var admin = await Desk.SignInAsync(host, "admin", cancellationToken);
        var following = (long)(await AskAsync(source, CountFollowing, cancellationToken))!;
        var start = Stopwatch.GetTimestamp();
        await admin.PostAsync("api/dispatch/calendar/notices", Amendment(), cancellationToken);
        await UntilNoneAsync(source, CountBehind, cancellationToken);
        var recomputed = Stopwatch.GetElapsedTime(start).TotalSeconds;

        return new Deadlines(swept, await SweepAsync(source, Generator.Open, cancellationToken), recomputed, following);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"sweep: {Some:N0} due clocks of {Generator.Open:N0} open orders in {SweepSeconds:0.00} s, all units' clocks at once in {SweptAll:0.00} s; "
        + $"recomputation of {Recomputed:N0} clocks after a change of the calendar: {RecomputeSeconds:0.0} s");

    private static async Task<double> SweepAsync(NpgsqlDataSource source, int most, CancellationToken cancellationToken)
    {
        var since = (DateTime)(await AskAsync(source, "select clock_timestamp()", cancellationToken))!;
        await using (var make = source.CreateCommand(MakeDue))
        {
            make.Parameters.AddWithValue("most", most);
            await make.ExecuteNonQueryAsync(cancellationToken);
        }

        await UntilNoneAsync(source, CountLeft, cancellationToken);
        await using var first = source.CreateCommand(SinceFirst);
        first.Parameters.AddWithValue("since", since);
        return (double)(await first.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task UntilNoneAsync(NpgsqlDataSource source, string count, CancellationToken cancellationToken)
    {
        while ((long)(await AskAsync(source, count, cancellationToken))! > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }
    }

    private static async Task<object?> AskAsync(NpgsqlDataSource source, string question, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(question);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>An amendment in the middle of the year: the next working day but two is one off.</summary>
    private static object Amendment()
    {
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddDays(3).UtcDateTime);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            day = day.AddDays(1);
        }

        return new
        {
            number = "性能测试〔1〕号", title = "临时放假安排", publishedOn = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime),
            days = new[] { new { from = day, kind = "holiday", name = "临时放假" } }, why = "性能测试",
        };
    }
}
