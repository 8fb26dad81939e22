using ContactCenter.Support;
using Npgsql;

namespace ContactCenter.Bench.Ingest;

/// <summary>
/// Durable call events a second through the HTTP API (real host, real Kestrel, signatures checked) beside the rate at which the
/// same PostgreSQL commits plain inserts of rows of the same size, with as many clients, in turns. Each turn has a database and a
/// host of its own: events are applied while others are taken in, but not those that a turn before has left.
/// </summary>
internal static class IngestBench
{
    private const double Goal = 0.8;
    private const int InBatch = 50;
    private const int Seconds = 4;
    private const int WarmSeconds = 2;
    private const int WarmClients = 4;

    // More requests are made ready than can be sent, so that none is sent twice.
    private const int MostRequestsPerSecond = 40_000;
    private const int MostBatchesPerSecond = 4_000;

    private static readonly int[] Clients = [1, 8, 32, 64];

    private static long answered;
    private static long journalled;

    /// <summary>Arguments: the number of rounds (3), the numbers of clients (1,8,32,64).</summary>
    internal static async Task<bool> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var rounds = arguments is [var given, ..] ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : 3;
        var clientCounts = arguments.Length > 1
            ? arguments[1].Split(',').Select(one => int.Parse(one, System.Globalization.CultureInfo.InvariantCulture)).ToArray()
            : Clients;
        var server = await PostgresServer.SharedAsync();
        await using var template = await server.CreateDatabaseAsync(cancellationToken: cancellationToken);
        await using (await StartHostAsync(template, cancellationToken))
        {
            await AddSourceAsync(template.ConnectionString, cancellationToken);
            await new Peer(template.ConnectionString).CreateAsync(cancellationToken);
        }

        // A database that somebody is connected to is no template.
        await template.CloseAsync(cancellationToken);
        var file = Path.GetTempFileName();
        var results = clientCounts.ToDictionary(clients => clients, _ => new List<Round>());
        try
        {
            foreach (var round in Enumerable.Range(1, rounds))
            {
                foreach (var clients in clientCounts)
                {
                    var result = await RunRoundAsync(server, template, file, clients, cancellationToken);
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

        return Report(results);
    }

    private static Task<HostProcess> StartHostAsync(TestDatabase database, CancellationToken cancellationToken) =>
        HostProcess.StartAsync(database.ConnectionString, [new("Serilog__MinimumLevel__Default", "Warning")], cancellationToken);

    private static async Task<Round> RunRoundAsync(
        PostgresServer server, TestDatabase template, string file, int clients, CancellationToken cancellationToken)
    {
        await using var database = await server.CreateDatabaseAsync(template, cancellationToken);
        await using var host = await StartHostAsync(database, cancellationToken);
        var warm = await LoadAsync(host, file, WarmClients, WarmSeconds, 1, MostRequestsPerSecond, cancellationToken);
        await Until.TrueAsync(
            async token => await CountAsync(database, "telephony.pending", token) == 0,
            TimeSpan.FromMinutes(1), "the events of the warming are applied", cancellationToken);

        var committed = await new Peer(database.ConnectionString).RunAsync(clients, Seconds, cancellationToken);
        var single = await LoadAsync(host, file, clients, Seconds, 1, MostRequestsPerSecond, cancellationToken);
        var batched = await LoadAsync(host, file, clients, Seconds, InBatch, MostBatchesPerSecond, cancellationToken);

        var sent = warm.Answered + single.Answered + (batched.Answered * InBatch);
        var there = await CountAsync(database, "telephony.inbox", cancellationToken);
        (answered, journalled) = (answered + sent, journalled + there);
        return there >= sent
            ? new Round(committed, single, batched)
            : throw new InvalidOperationException($"{sent} events were answered with 202 but only {there} are in the journal.");
    }

    private static async Task<Load> LoadAsync(
        HostProcess host, string file, int clients, int seconds, int eventsInEach, int mostPerSecond, CancellationToken cancellationToken)
    {
        Requests.Write(file, mostPerSecond * seconds, eventsInEach, TimeProvider.System.GetUtcNow());
        return await Load.RunAsync(host.Address, file, clients, seconds, eventsInEach, cancellationToken);
    }

    private static bool Report(Dictionary<int, List<Round>> results)
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

        Console.WriteLine($"{answered} events were answered with 202, {journalled} are in the journals.");
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

    private static async Task<long> CountAsync(TestDatabase database, string table, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var count = new NpgsqlCommand($"select count(*) from {table}", connection);
        return (long)(await count.ExecuteScalarAsync(cancellationToken))!;
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
