using System.Net;
using System.Security.Cryptography;
using ContactCenter.Conformance;
using ContactCenter.Support;
using Npgsql;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Telephony;

/// <summary>What was acknowledged survives: a killed host, and a database that goes away.</summary>
public sealed class EventCrashScenarios
{
    private const string Source = "crash-1";

    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    [Test]
    public async Task What_a_killed_host_acknowledged_another_one_applies_within_seconds()
    {
        var server = await PostgresServer.SharedAsync();
        await using var database = await server.CreateDatabaseAsync();
        await using var first = await HostProcess.StartAsync(database.ConnectionString);
        await AdmitAsync(database.ConnectionString);
        await using var second = await HostProcess.StartAsync(database.ConnectionString);

        var acknowledged = 0;
        var isDying = false;
        var calls = Enumerable.Range(0, 8).Select(async worker =>
        {
            using var http = new HttpClient { BaseAddress = first.Address };
            var pbx = new Pbx(http, Source, Secret, TimeProvider.System);
            for (var call = 0; call < 200; call++)
            {
                var name = $"crash-{worker}-{call}";
                try
                {
                    foreach (var made in new[] { pbx.Arrival(name, 1), pbx.Leg(name, $"{name}-citizen", "queued", 2), pbx.End(name, 3) })
                    {
                        var answer = await pbx.PostAsync(made, CancellationToken.None);
                        if (answer.Status is HttpStatusCode.Accepted && Interlocked.Increment(ref acknowledged) == 150)
                        {
                            Volatile.Write(ref isDying, true);
                            await first.KillAsync();
                        }
                    }
                }
                catch (HttpRequestException) when (Volatile.Read(ref isDying))
                {
                    return;
                }
            }
        });
        await Task.WhenAll(calls);

        var killedAt = TimeProvider.System.GetTimestamp();
        await Assert.ThatAsync(
            () => CountAsync(database.ConnectionString, "select count(*) from telephony.pending"),
            Is.Zero.After(60).Seconds.PollEvery(50).MilliSeconds);
        TestContext.Out.WriteLine(
            $"{acknowledged} acknowledged; everything was applied {TimeProvider.System.GetElapsedTime(killedAt).TotalMilliseconds:0} ms after the kill");
        Assert.That(
            await CountAsync(database.ConnectionString, "select count(*) from telephony.inbox"), Is.GreaterThanOrEqualTo(acknowledged));
        Assert.That(
            await CountAsync(
                database.ConnectionString,
                """
                select count(distinct call) from telephony.inbox inbox
                where type = 'call.leg.state_changed' and call_sequence = 1
                """),
            Is.EqualTo(await CountAsync(database.ConnectionString, "select count(*) from calls.calls")),
            "Each arrival that is in the journal is a call, once.");
    }

    [Test]
    public async Task Without_its_database_the_API_says_503_and_takes_in_again_when_it_is_back()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = await server.CreateDatabaseAsync();
        await using var host = await HostProcess.StartAsync(database.ConnectionString);
        await AdmitAsync(database.ConnectionString);
        using var http = new HttpClient { BaseAddress = host.Address };
        var pbx = new Pbx(http, Source, Secret, TimeProvider.System);
        var before = await pbx.PostAsync(pbx.Event("source.note"), CancellationToken.None);
        Assert.That(before.Status, Is.EqualTo(HttpStatusCode.Accepted), before.ToString());

        await server.KillAsync();
        var kept = pbx.Event("source.note");
        var during = await pbx.PostAsync(kept, CancellationToken.None);
        Assert.That(during.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable), during.ToString());
        Assert.That(during.HasRetryAfter, Is.True);
        var asked = await pbx.GetAsync($"sources/{Source}/position", CancellationToken.None);
        Assert.That(asked.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable), asked.ToString());

        await server.StartAgainAsync();
        await Assert.ThatAsync(
            async () => (await pbx.PostAsync(kept, CancellationToken.None)).Status,
            Is.EqualTo(HttpStatusCode.Accepted).Or.EqualTo(HttpStatusCode.OK).After(20).Seconds.PollEvery(100).MilliSeconds);
        Assert.That(await CountAsync(database.ConnectionString, "select count(*) from telephony.inbox"), Is.EqualTo(2));
    }

    private static string Secret => $"whsec_{Convert.ToBase64String(Key)}";

    private static async Task AdmitAsync(string database)
    {
        await using var connection = new NpgsqlConnection($"{database};Pooling=false");
        await connection.OpenAsync();
        await using var admit = new NpgsqlCommand(Admit, connection);
        admit.Parameters.AddWithValue("Source", Source);
        admit.Parameters.AddWithValue("Id", Guid.CreateVersion7());
        admit.Parameters.AddWithValue("Key", Key);
        await admit.ExecuteNonQueryAsync();
    }

    private static async Task<long> CountAsync(string database, string question)
    {
        await using var connection = new NpgsqlConnection($"{database};Pooling=false");
        await connection.OpenAsync();
        await using var count = new NpgsqlCommand(question, connection);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    private const string Admit = """
        with source as (
            insert into telephony.sources (source, kind, name) values (@Source, 'trial', 'trial') returning source
        )
        insert into telephony.source_keys (id, source, secret) select @Id, source, @Key from source
        """;
}
