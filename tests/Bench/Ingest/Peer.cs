using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace ContactCenter.Bench.Ingest;

/// <summary>
/// pgbench inserting rows of the same columns and the same size under the same unique index, each in a transaction of its own:
/// what this PostgreSQL can commit when nothing else has to be done.
/// </summary>
internal sealed partial class Peer(string database)
{
    internal async Task CreateAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellationToken);
        await using var create = new NpgsqlCommand(CreateJournal, connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Committed rows a second.</summary>
    internal async Task<double> RunAsync(int clients, int seconds, CancellationToken cancellationToken)
    {
        var to = new NpgsqlConnectionStringBuilder(database);
        var bin = Environment.GetEnvironmentVariable("CONTACTCENTER_PG_BIN");
        var start = new ProcessStartInfo(bin is null ? "pgbench" : Path.Combine(bin, "pgbench"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            "-n", "-M", "prepared", "-c", $"{clients}", "-j", $"{Math.Min(clients, 2)}", "-T", $"{seconds}",
            "-h", to.Host!, "-p", $"{to.Port}", "-U", to.Username!,
            "-D", "row=0", "-D", $"source={Requests.Source}", "-D", $"hash={new string('h', 32)}",
            "-D", $"type={Requests.EventType}", "-D", $"call={Guid.Empty}", "-D", $"epoch={Requests.Epoch}",
            "-D", $"body={new string('b', Requests.BodyBytes)}",
            "-f", Path.Combine(AppContext.BaseDirectory, "Ingest", "peer.sql"), to.Database!,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;

        var said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        var complained = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return Rate().Match(said) is { Success: true } match && process.ExitCode is 0
            ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"pgbench failed: {said}\n{complained}");
    }

    [GeneratedRegex(@"tps = ([0-9.]+) \(without initial connection time\)")]
    private static partial Regex Rate();

    private const string CreateJournal = """
        create schema bench;
        create table bench.journal (
            source        text collate "C" not null,
            event_id      text collate "C" not null,
            hash          bytea       not null,
            type          text collate "C" not null,
            call          text collate "C" not null,
            epoch         text collate "C" not null,
            sequence      bigint      not null,
            call_sequence int,
            happened_at   timestamptz not null,
            received_at   timestamptz not null default now(),
            body          text        not null,
            unique (source, event_id)
        );
        """;
}
