using System.Diagnostics;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Events;
using ContactCenter.Support;
using ContactCenter.Telephony;
using ContactCenter.Telephony.Asterisk;
using ContactCenter.Telephony.Exchange;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NUnit.Framework;

namespace ContactCenter.RealCalls;

/// <summary>
/// What the link and the adapter alone cost under load: real Asterisk, real commits, no ACD. Run by hand; it prints and judges
/// only that no call is lost.
/// </summary>
[Explicit, Category("Load")]
internal sealed class LinkLoad
{
    [TestCase(2, 30)]
    [TestCase(20, 20)]
    [TestCase(75, 15)]
    public async Task Calls_per_second(int rate, int seconds)
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var asterisk = await AsteriskServer.StartAsync(new AsteriskPhones(Agents: 1));
        await using var database = NpgsqlDataSource.Create($"{postgres.ConnectionString};Database=postgres;Maximum Pool Size=30");
        using var reader = new StreamReader(typeof(TelephonyModule).Assembly
            .GetManifestResourceStream("ContactCenter.Telephony.Schema.0006_source_leases.sql")!);
        await using var tables = database.CreateCommand(Hotline.Tables + await reader.ReadToEndAsync());
        await tables.ExecuteNonQueryAsync();
        using var exchange = new AriExchange(
            new AsteriskOptions { Source = asterisk.Name, Url = asterisk.Ari, User = asterisk.AriUser, Password = asterisk.AriPassword },
            new PromptOptions(), TimeProvider.System, NullLogger.Instance);
        var hotline = new Hotline(database, "PJSIP/agent1001");
        using var bells = new Bells();
        using var stop = new CancellationTokenSource();
        var link = new ExchangeLink(
            exchange, Guid.CreateVersion7(), database, hotline, hotline, hotline, bells, TimeProvider.System, NullLogger.Instance);
        hotline.Offer = commands => link.Offer(commands);
        var running = link.RunAsync(stop.Token);
        await Until.TrueAsync(() => link.Offer([]), TimeSpan.FromSeconds(20), "connected");
        await using var phones = await Sipp.AnswerAsync(
            asterisk.AgentPort, new SippCall(Calls: null, Ring: TimeSpan.FromMilliseconds(50), Talk: TimeSpan.FromSeconds(30)));

        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var calls = rate * seconds;
        var result = await Sipp.CallToEndAsync(asterisk, new SippCall(Calls: calls, Rate: rate, Talk: TimeSpan.FromSeconds(1)));
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;

        await Assert.ThatAsync(
            () => hotline.CountAsync(nameof(CallEnded)), Is.EqualTo(calls).After(20).Seconds.PollEvery(100).MilliSeconds);
        var sorted = hotline.Decisions.Order().ToArray();
        double At(double share) => sorted[(int)(share * (sorted.Length - 1))];
        await TestContext.Progress.WriteLineAsync(
            $"{rate}/s: {result.Succeeded}/{calls} calls; arrival → telephone rings p50 {At(0.5):0} p95 {At(0.95):0} p99 {At(0.99):0} "
            + $"max {At(1):0} ms; {cpu.TotalMilliseconds / calls:0.0} ms CPU a call here");
        await stop.CancelAsync();
        await running;
        await link.DisposeAsync();
        Assert.That(result.Failed, Is.Zero, result.Errors);
    }
}
