using System.Diagnostics;
using Npgsql;

namespace ContactCenter.Bench.Orders;

/// <summary>
/// Fills the tables of work orders as years of a city would have, straight in the database: 100,000 orders that go on, accepted
/// in the last ten days, and before them as many settled ones as wanted. The indexes are built after the rows.
/// </summary>
internal sealed class Generator(string database)
{
    internal const int Open = 100_000;

    private const int Step = 500_000;

    // Loading as a restore does: no checks of what is right by construction, no waiting for the disk.
    private const string Prepare = """
        set session_replication_role = replica;
        set synchronous_commit = off;
        set maintenance_work_mem = '1GB';
        set work_mem = '64MB';
        set max_parallel_maintenance_workers = 2;
        """;

    private const string CountOrders = "select count(*) from dispatch.orders";

    private const string SelectIndexes = """
        select index.indexrelid::regclass::text, pg_get_indexdef(index.indexrelid)
        from pg_index as index
        where index.indrelid in ('dispatch.orders'::regclass, 'dispatch.order_citizens'::regclass, 'dispatch.assignments'::regclass,
                'dispatch.order_log'::regclass, 'dispatch.clocks'::regclass)
            and not exists (select from pg_constraint where conindid = index.indexrelid)
        order by 1
        """;

    /// <summary>Makes it so many orders, those there counted; answers the seconds that took.</summary>
    internal async Task<double> FillAsync(int size, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await using var connection = new NpgsqlConnection(database + ";Command Timeout=0");
        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync(connection, Prepare, cancellationToken);
        var there = (int)(long)(await ScalarAsync(connection, CountOrders, cancellationToken))!;
        if (there >= size)
        {
            return 0;
        }

        var indexes = await IndexesAsync(connection, cancellationToken);
        foreach (var (name, _) in indexes)
        {
            await ExecuteAsync(connection, $"drop index {name}", cancellationToken);
        }

        await ExecuteAsync(connection, GeneratorSql.Vocabulary, cancellationToken);
        if (there == 0)
        {
            await AddAsync(connection, GeneratorSql.OpenOrders, 0, Open, cancellationToken);
            there = Open;
        }

        for (; there < size; there += Step)
        {
            await AddAsync(connection, GeneratorSql.SettledOrders, there, Math.Min(there + Step, size), cancellationToken);
        }

        Console.WriteLine($"{size:N0} orders stand after {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s; building {indexes.Count} indexes …");
        foreach (var (name, definition) in indexes)
        {
            var begun = Stopwatch.GetTimestamp();
            await ExecuteAsync(connection, definition, cancellationToken);
            Console.WriteLine($"  {name}: {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s");
        }

        await ExecuteAsync(
            connection, "vacuum analyze dispatch.orders, dispatch.order_citizens, dispatch.assignments, dispatch.order_log, dispatch.clocks",
            cancellationToken);
        await ExecuteAsync(connection, "checkpoint", cancellationToken);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task AddAsync(NpgsqlConnection connection, string orders, int from, int to, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, $"truncate made; insert into made {string.Format(null, orders, from, to)}", cancellationToken);
        foreach (var statement in GeneratorSql.FromMade)
        {
            await ExecuteAsync(connection, statement, cancellationToken);
        }
    }

    private static async Task<List<(string Name, string Definition)>> IndexesAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var indexes = new List<(string, string)>();
        await using var command = new NpgsqlCommand(SelectIndexes, connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            indexes.Add((rows.GetString(0), rows.GetString(1)));
        }

        return indexes;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
