using ContactCenter.Support;
using Npgsql;

namespace ContactCenter.Bench.Ingest;

/// <summary>
/// Durable call events a second through the HTTP API (real host, real Kestrel, signatures checked) beside the rate at which the
/// same PostgreSQL commits plain inserts of rows of the same size, with as many clients, in turns.
/// </summary>
internal static class IngestBench
{
    private const double Goal = 0.8;
    private const int InBatch = 50;
    private const int Seconds = 4;

    // More requests are made ready than can be sent, so that none is sent twice.
    private const int MostRequestsPerSecond = 40_000;
    private const int MostBatchesPerSecond = 4_000;

    private static readonly int[] Clients = [1, 8, 32, 64];

    private static long answered;

    /// <summary>Arguments: the number of rounds (3).</summary>
    internal static async Task<bool> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var rounds = arguments is [var given, ..] ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : 3;
        var server = await PostgresServer.SharedAsync();
        await using var database = await server.CreateDatabaseAsync(cancellationToken: cancellationToken);
        await using var host = await HostProcess.StartAsync(
            database.ConnectionString, [new("Serilog__MinimumLevel__Default", "Warning")], cancellationToken);
        await AddSourceAsync(database.ConnectionString, cancellationToken);
        var peer = new Peer(database.ConnectionString);
        await peer.CreateAsync(cancellationToken);

        var file = Path.GetTempFileName();
        var results = Clients.ToDictionary(clients => clients, _ => new List<Round>());
        try
        {
            await RunRoundAsync(peer, host.Address, file, clients: 8, cancellationToken);   // Warm.
            foreach (var round in Enumerable.Range(1, rounds))
            {
                foreach (var clients in Clients)
                {
                    var result = await RunRoundAsync(peer, host.Address, file, clients, cancellationToken);
                    results[clients].Add(result);
                    Console.WriteLine(
                        $"round {round}, {clients,2} clients: pgbench {result.Peer,7:0}/s, single {result.Single.EventsPerSecond,7:0}/s, " +
                        $"in batches {result.Batched.EventsPerSecond,7:0}/s");
                }
            }
        }
        finally
        {
            File.Delete(file);
        }

        return Report(results, await AreAllThereAsync(database.ConnectionString, cancellationToken));
    }

    private static async Task<Round> RunRoundAsync(
        Peer peer, Uri host, string file, int clients, CancellationToken cancellationToken)
    {
        await peer.EmptyAsync(cancellationToken);
        var committed = await peer.RunAsync(clients, Seconds, cancellationToken);
        Requests.Write(file, MostRequestsPerSecond * Seconds, 1, TimeProvider.System.GetUtcNow());
        var single = await Load.RunAsync(host, file, clients, Seconds, 1, cancellationToken);
        Requests.Write(file, MostBatchesPerSecond * Seconds, InBatch, TimeProvider.System.GetUtcNow());
        var batched = await Load.RunAsync(host, file, clients, Seconds, InBatch, cancellationToken);
        answered += single.Answered + (batched.Answered * InBatch);
        return new Round(committed, single, batched);
    }

    private static bool Report(Dictionary<int, List<Round>> results, string durable)
    {
        Console.WriteLine();
        Console.WriteLine("clients | pgbench rows/s | single events/s | ratio | p50 / p99 ms | batches of 50, events/s | ratio | p50 / p99 ms");
        var met = true;
        var figures = new List<string>();
        foreach (var (clients, rounds) in results)
        {
            var peer = Median(rounds.Select(one => one.Peer));
            var single = Median(rounds.Select(one => one.Single.EventsPerSecond));
            var batched = Median(rounds.Select(one => one.Batched.EventsPerSecond));
            Console.WriteLine(
                $"{clients,7} | {peer,14:0} | {single,15:0} | {single / peer,5:0.00} | " +
                $"{Median(rounds.Select(one => one.Single.P50Milliseconds)),5:0.00} / {Median(rounds.Select(one => one.Single.P99Milliseconds)),4:0.0} | " +
                $"{batched,23:0} | {batched / peer,5:0.00} | " +
                $"{Median(rounds.Select(one => one.Batched.P50Milliseconds)),5:0.00} / {Median(rounds.Select(one => one.Batched.P99Milliseconds)),4:0.0}");
            met &= single / peer >= Goal && batched > peer;
            figures.Add($"{clients}: {single / peer:0.00} (batches {batched / peer:0.00})");
        }

        Console.WriteLine(durable);
        Console.WriteLine(
            $"ingest: {(met ? "met" : "missed")} – events/s over pgbench's rows/s at the same client count, goal {Goal} (batches 1): " +
            string.Join(", ", figures));
        return met;
    }

    private static double Median(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToArray();
        return sorted.Length % 2 is 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }


    private static async Task<string> AreAllThereAsync(string database, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellationToken);
        await using var count = new NpgsqlCommand(
            "select (select count(*) from telephony.inbox), (select count(*) from telephony.pending)", connection);
        await using var row = await count.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        var (there, pending) = (row.GetInt64(0), row.GetInt64(1));
        return there >= answered
            ? $"{answered} events were answered with 202, {there} are in the journal, {pending} of them wait to be applied."
            : throw new InvalidOperationException($"{answered} events were answered with 202 but only {there} are in the journal.");
    }

    private static async Task AddSourceAsync(string database, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellationToken);
        await using var add = new NpgsqlCommand(AddSource, connection);
        add.Parameters.AddWithValue("Source", Requests.Source);
        add.Parameters.AddWithValue("Key", Guid.CreateVersion7());
        add.Parameters.AddWithValue("Secret", Requests.Key);
        await add.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed record Round(double Peer, Load Single, Load Batched);

    private const string AddSource = """
        with source as (
            insert into telephony.sources (source, kind, name) values (@Source, 'bench', 'bench') returning source
        )
        insert into telephony.source_keys (id, source, secret) select @Key, source, @Secret from source
        """;
}
