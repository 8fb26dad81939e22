using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace ContactCenter.Bench.Orders;

/// <summary>
/// pgbench inserting rows about as wide as an order, with an order's two unique keys, each in a transaction of its own: what this
/// PostgreSQL can commit when nothing else has to be done.
/// </summary>
internal static partial class PlainInserts
{
    private const string Create = """
        create schema bench;
        create table bench.orders (
            id uuid primary key default gen_random_uuid(), number bigint generated always as identity unique, body text not null,
            at timestamptz not null default now());
        """;

    internal static async Task<double> PerSecondAsync(string database, int clients, int seconds, CancellationToken cancellationToken)
    {
        await using (var connection = new NpgsqlConnection(database))
        {
            await connection.OpenAsync(cancellationToken);
            await using var create = new NpgsqlCommand(Create, connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        var to = new NpgsqlConnectionStringBuilder(database);
        var bin = Environment.GetEnvironmentVariable("CONTACTCENTER_PG_BIN");
        using var process = Process.Start(new ProcessStartInfo(
            bin is null ? "pgbench" : Path.Combine(bin, "pgbench"),
            [
                "-n", "-M", "prepared", "-c", $"{clients}", "-j", "2", "-T", $"{seconds}", "-h", to.Host!, "-p", $"{to.Port}", "-U", to.Username!,
                "-D", $"body={new string('b', 500)}", "-f", Path.Combine(AppContext.BaseDirectory, "Orders", "insert.sql"), to.Database!,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        var complained = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return Rate().Match(said) is { Success: true } match && process.ExitCode is 0
            ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"pgbench failed: {said}\n{complained}");
    }

    [GeneratedRegex(@"tps = ([0-9.]+) \(without initial connection time\)")]
    private static partial Regex Rate();
}
