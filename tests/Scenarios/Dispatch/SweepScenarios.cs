using ContactCenter.Contracts.Dispatch;
using ContactCenter.Support;
using Npgsql;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Dispatch;

/// <summary>
/// Every deadline is told of once, whatever hosts do meanwhile. The database's clock is what counts; a clock that jumps is the
/// same as rows that move, and so it is shown.
/// </summary>
public sealed class SweepScenarios
{
    private ContactCenterHost host = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        host = await ContactCenterHost.StartAsync();
        host.CreateClient().Dispose();
    }

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test(Description = "Elsewhere only the first level fired.")]
    public async Task GLPI_5319_both_levels_are_told_once_in_their_order_even_when_both_were_missed()
    {
        var order = WorkOrderId.New();
        await InsertAsync(order, 1, warnsIn: "-2 hours", dueIn: "-1 hour");

        await TellAsync(order, 2);
        Assert.That(await NoticesAsync(order), Is.EqualTo(["warned", "overdue"]), "Nobody was up when they fell due.");
    }

    [Test]
    public async Task Two_hosts_tell_of_each_of_many_deadlines_once()
    {
        await using var other = host.StartReplica();
        other.CreateClient().Dispose();
        var order = WorkOrderId.New();
        await InsertAsync(order, 60, warnsIn: "-1 second", dueIn: "1 second");

        await TellAsync(order, 120);
        await NothingMoreAsync(order, 120);
    }

    [Test]
    public async Task A_host_that_stops_in_the_middle_of_thousands_loses_and_doubles_nothing()
    {
        const int Clocks = 2500;
        await using var own = await ContactCenterHost.StartAsync();
        await own.ExecuteAsync(Insertion(WorkOrderId.New(), Clocks, "-1 hour", "-1 minute"));
        await using (var first = own.StartReplica())
        {
            first.CreateClient().Dispose();
            await Until.TrueAsync(
                async _ => await ScalarAsync("select count(*) from dispatch.clocks where warned_at is not null", own) > 0,
                TimeSpan.FromSeconds(20), "the sweep is at it");
        }

        // What it held was rolled back or committed; others find the rest.
        await using var second = own.StartReplica();
        await using var third = own.StartReplica();
        second.CreateClient().Dispose();
        third.CreateClient().Dispose();
        await Until.TrueAsync(
            async _ => await ScalarAsync("select count(*) from dispatch.clocks where overdue_at is null", own) == 0,
            TimeSpan.FromSeconds(60), "all are told of");

        Assert.That(
            await ScalarAsync("select count(*) from platform.outbox where handler in ('RememberWarning', 'RememberOverdue')", own),
            Is.EqualTo(2 * Clocks));
        Assert.That(
            await ScalarAsync("select count(distinct (handler, payload ->> 'clock')) from platform.outbox where handler like 'Remember%'", own),
            Is.EqualTo(2 * Clocks));
    }

    [Test]
    public async Task A_host_that_dies_with_its_marks_uncommitted_leaves_them_to_others()
    {
        var order = WorkOrderId.New();
        await InsertAsync(order, 3, warnsIn: "1 hour", dueIn: "2 hours");
        await using (var dying = await OpenAsync())
        await using (var transaction = await dying.BeginTransactionAsync())
        {
            await using var mark = new NpgsqlCommand(
                $"update dispatch.clocks set warned_at = now(), warn_at = now() where order_id = '{order}'", dying, transaction);
            await mark.ExecuteNonQueryAsync();
            await InsertAsync(WorkOrderId.New(), 1, "-1 hour", "-1 hour");
        }

        await host.ExecuteAsync($"update dispatch.clocks set warn_at = now() - interval '1 second' where order_id = '{order}'");
        await TellAsync(order, 3);
        await NothingMoreAsync(order, 3);
    }

    [TestCase("3 days", TestName = "A_jump_of_the_clock_forwards_tells_late_notices_once")]
    [TestCase("-3 days", TestName = "A_jump_of_the_clock_backwards_tells_nothing_twice")]
    public async Task A_clock_that_jumps(string by)
    {
        var (told, ahead) = (WorkOrderId.New(), WorkOrderId.New());
        await InsertAsync(told, 2, warnsIn: "-2 hours", dueIn: "-1 hour");
        await InsertAsync(ahead, 2, warnsIn: "1 day", dueIn: "2 days");
        await TellAsync(told, 4);

        // The clock goes on by so much: all that was written lies that much further back.
        await host.ExecuteAsync($"""
            update dispatch.clocks
            set warn_at = warn_at - interval '{by}', due_at = due_at - interval '{by}', started_at = started_at - interval '{by}',
                warned_at = warned_at - interval '{by}', overdue_at = overdue_at - interval '{by}'
            where order_id in ('{told}', '{ahead}')
            """);

        var expected = by.StartsWith('-') ? 0 : 4;
        await TellAsync(ahead, expected);
        await NothingMoreAsync(ahead, expected);
        await NothingMoreAsync(told, 4);
    }

    [Test]
    public async Task A_clock_that_stands_or_has_stopped_is_told_nothing_of()
    {
        var (paused, met, marker) = (WorkOrderId.New(), WorkOrderId.New(), WorkOrderId.New());
        await InsertAsync(paused, 1, "1 hour", "1 hour");
        await InsertAsync(met, 1, "1 hour", "1 hour");
        await host.ExecuteAsync($"""
            update dispatch.clocks
            set state = case order_id when '{paused}' then 'paused' else 'met' end,
                paused_at = case order_id when '{paused}' then now() end, warn_at = now() - interval '2 hours', due_at = now() - interval '1 hour'
            where order_id in ('{paused}', '{met}')
            """);
        await InsertAsync(marker, 1, "-2 hours", "-1 hour");

        await TellAsync(marker, 2);
        await NothingMoreAsync(paused, 0);
        await NothingMoreAsync(met, 0);
    }

    private Task<int> InsertAsync(WorkOrderId order, int clocks, string warnsIn, string dueIn) =>
        host.ExecuteAsync(Insertion(order, clocks, warnsIn, dueIn));

    private static string Insertion(WorkOrderId order, int clocks, string warnsIn, string dueIn) => $"""
        insert into dispatch.clocks (id, order_id, kind, org_id, amount, unit, source, started_at, due_at, warn_at, provisional)
        select gen_random_uuid(), '{order}', 'handle', gen_random_uuid(), 24, 'natural_hours', '试验', now() - interval '1 day',
            now() + interval '{dueIn}', now() + interval '{warnsIn}', false
        from generate_series(1, {clocks})
        """;

    private Task TellAsync(WorkOrderId order, int notices) => Until.TrueAsync(
        async _ => (await NoticesAsync(order)).Length >= notices, TimeSpan.FromSeconds(30), $"{notices} notices");

    // A later deadline of another order is told of: the sweeps have been by again.
    private async Task NothingMoreAsync(WorkOrderId order, int notices)
    {
        var marker = WorkOrderId.New();
        await InsertAsync(marker, 1, "-2 hours", "-1 hour");
        await TellAsync(marker, 2);
        Assert.That(await NoticesAsync(order), Has.Length.EqualTo(notices));
        Assert.That(await ScalarAsync($"""
            select count(*) from (
                select from dispatch.clock_history history join dispatch.clocks clock on clock.id = history.clock_id
                where clock.order_id = '{order}'
                group by history.clock_id, history.what having count(*) > 1) as doubled
            """), Is.Zero, "No clock was told of twice.");
    }

    private async Task<string[]> NoticesAsync(WorkOrderId order)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand($"""
            select history.what from dispatch.clock_history history join dispatch.clocks clock on clock.id = history.clock_id
            where clock.order_id = '{order}'
            order by history.id
            """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var notices = new List<string>();
        while (await reader.ReadAsync())
        {
            notices.Add(reader.GetString(0));
        }

        return [.. notices];
    }

    private async Task<long> ScalarAsync(string sql, ContactCenterHost? of = null)
    {
        await using var connection = await OpenAsync(of);
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<NpgsqlConnection> OpenAsync(ContactCenterHost? of = null)
    {
        var connection = new NpgsqlConnection((of ?? host).ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
