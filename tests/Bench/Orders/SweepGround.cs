using System.Diagnostics;
using ContactCenter.Dispatch.Calendars;
using ContactCenter.Dispatch.Clocks;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Platform;
using ContactCenter.Platform.Events;
using ContactCenter.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ContactCenter.Bench.Orders;

/// <summary>
/// A database with a hundred thousand open clocks, and what works on them in the host, without the host's own schedule running
/// beside the measurement.
/// </summary>
internal sealed class SweepGround : IAsyncDisposable
{
    internal const int Clocks = 100_000;

    // Started within two weeks, of one to fifteen working days, for two hundred units; due in the weeks to come.
    private const string Generate = """
        insert into dispatch.clocks
            (id, order_id, kind, org_id, amount, unit, source, warn_amount, warn_unit, started_at, due_at, warn_at, provisional, calendar_version)
        select gen_random_uuid(), gen_random_uuid(), 'handle', md5((n % 200)::text)::uuid, 1 + n % 15, 'working_days', 'bench', 1, 'working_days',
            now() - (n % 20160) * interval '1 minute', now() + (1 + n % 20160) * interval '1 hour',
            now() + (1 + n % 20160) * interval '1 hour' - interval '8 hours', false, 0
        from generate_series(1, @clocks) as n
        """;

    private readonly TestDatabase database;
    private readonly NpgsqlDataSource source;
    private readonly ServiceProvider services;

    private SweepGround(TestDatabase database, NpgsqlDataSource source, ServiceProvider services) =>
        (this.database, this.source, this.services) = (database, source, services);

    internal ClockSweep Sweep => services.GetRequiredService<ClockSweep>();

    internal Recomputation Recomputation => services.GetRequiredService<Recomputation>();

    internal CalendarBook Calendars => services.GetRequiredService<CalendarBook>();

    internal static async Task<SweepGround> MakeAsync(CancellationToken cancellationToken)
    {
        var server = await PostgresServer.SharedAsync();
        var database = await server.CreateDatabaseAsync(cancellationToken: cancellationToken);

        // It migrates and loads the calendar; then it must be gone, because it sweeps.
        await using (await HostProcess.StartAsync(
            database.ConnectionString, [new("Serilog__MinimumLevel__Default", "Warning")], cancellationToken))
        {
        }

        var services = new ServiceCollection()
            .AddPlatform(database.ConnectionString)
            .AddLogging()
            .AddSingleton<OrganisationBook>()
            .AddSingleton<CalendarBook>()
            .AddSingleton<ClockSweep>()
            .AddSingleton<Recomputation>()
            .AddEventHandler<ClockWarned, RememberWarning>()
            .AddEventHandler<ClockOverdue, RememberOverdue>()
            .AddEventHandler<ClockOverdueWithdrawn, RememberWithdrawal>()
            .BuildServiceProvider();
        var ground = new SweepGround(database, NpgsqlDataSource.Create(database.ConnectionString), services);
        await ground.ExecuteAsync(Generate, cancellationToken);
        await ground.ExecuteAsync("vacuum analyze dispatch.clocks", cancellationToken);
        await ground.Calendars.RefreshAsync(cancellationToken);
        return ground;
    }

    internal async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 300;
        if (sql.Contains("@clocks", StringComparison.Ordinal))
        {
            command.Parameters.AddWithValue("clocks", Clocks);
        }

        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal async Task<long> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>How long one statement that changes as many rows of a copy with the same indexes takes: what there is to beat.</summary>
    internal async Task<TimeSpan> PlainUpdateAsync(string set, CancellationToken cancellationToken)
    {
        await ExecuteAsync("create schema if not exists bench; drop table if exists bench.clocks", cancellationToken);
        await ExecuteAsync("create table bench.clocks (like dispatch.clocks including all)", cancellationToken);
        await ExecuteAsync("insert into bench.clocks select * from dispatch.clocks", cancellationToken);
        await ExecuteAsync("vacuum analyze bench.clocks", cancellationToken);
        await ExecuteAsync("checkpoint", cancellationToken);
        return await TimedAsync(() => ExecuteAsync($"update bench.clocks set {set}", cancellationToken), Clocks);
    }

    /// <summary>How long it takes to do something to so many; throws where it was another number.</summary>
    internal static async Task<TimeSpan> TimedAsync(Func<Task<int>> act, int expected)
    {
        var began = Stopwatch.GetTimestamp();
        var done = await act();
        var took = Stopwatch.GetElapsedTime(began);
        return done == expected ? took : throw new InvalidOperationException($"{done} rows were done, not {expected}.");
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await source.DisposeAsync();
        await database.DisposeAsync();
    }
}
