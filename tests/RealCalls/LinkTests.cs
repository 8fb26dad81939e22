using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Events;
using ContactCenter.Support;
using ContactCenter.Telephony;
using ContactCenter.Telephony.Exchange;
using ContactCenter.Telephony.Simulator;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NUnit.Framework;

namespace ContactCenter.RealCalls;

/// <summary>Who speaks with a PBX, and what becomes of signals and commands, on a real PostgreSQL with hosts that come and go.</summary>
internal sealed class LinkTests
{
    private PostgresServer postgres = null!;
    private SimulatedSwitch exchange = null!;
    private readonly List<TestHost> hosts = [];

    [SetUp]
    public async Task Start()
    {
        postgres = await PostgresServer.StartAsync();
        await using var database = NpgsqlDataSource.Create(ConnectionString);
        using var reader = new StreamReader(typeof(TelephonyModule).Assembly
            .GetManifestResourceStream("ContactCenter.Telephony.Schema.0006_source_leases.sql")!);
        await using var tables = database.CreateCommand(Hotline.Tables + await reader.ReadToEndAsync());
        await tables.ExecuteNonQueryAsync();
        exchange = new SimulatedSwitch(new SimulatorOptions(), TimeProvider.System);
    }

    [TearDown]
    public async Task Stop()
    {
        foreach (var host in hosts)
        {
            await host.StopAsync();
        }

        hosts.Clear();
        await postgres.DisposeAsync();
    }

    private string ConnectionString => $"{postgres.ConnectionString};Database=postgres;Maximum Pool Size=20";

    [Test]
    public async Task A_call_goes_from_arrival_to_its_end()
    {
        var host = await AddAsync("a");
        await host.OwnsAsync();

        exchange.Dial("12345", "13907460001", TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(20));

        await Assert.ThatAsync(() => host.Hotline.CountAsync(nameof(CallEnded)), Is.EqualTo(1).After(20).Seconds.PollEvery(20).MilliSeconds);
        Assert.That(await host.Hotline.CountAsync(nameof(PartiesBridged)), Is.EqualTo(1));
        await Assert.ThatAsync(
            async () => await host.Hotline.UnsentAsync("simulator", 10, CancellationToken.None),
            Is.Empty.After(5).Seconds.PollEvery(20).MilliSeconds);
        Assert.That(host.Hotline.States.Last(), Is.EqualTo(SourceState.Up));
    }

    [Test]
    public async Task Exactly_one_host_owns_the_connection_and_a_graceful_stop_hands_it_over()
    {
        var (first, second) = (await AddAsync("a"), await AddAsync("b"));
        await Until.TrueAsync(() => first.Owns != second.Owns, TimeSpan.FromSeconds(5), "one owns it");
        var (owner, other) = first.Owns ? (first, second) : (second, first);

        await owner.StopAsync();

        await Until.TrueAsync(() => other.Owns, TimeSpan.FromSeconds(3), "it owns the connection");
    }

    [Test]
    public async Task A_host_whose_database_session_dies_without_a_word_is_replaced_at_once()
    {
        var owner = await AddAsync("a");
        await owner.OwnsAsync();
        var other = await AddAsync("b");

        // What the kernel does for a killed process: its sessions end. Pausing the task stands for the process being gone.
        owner.Freeze();
        await ExecuteAsync("select pg_terminate_backend(backend_pid) from telephony.source_leases");

        await Until.TrueAsync(() => other.Owns, TimeSpan.FromSeconds(4), "it owns the connection");
    }

    [Test]
    public async Task A_host_that_hangs_with_its_session_open_is_replaced_within_ten_seconds()
    {
        var owner = await AddAsync("a");
        await owner.OwnsAsync();
        var other = await AddAsync("b");

        owner.Freeze();

        await Until.TrueAsync(() => other.Owns, TimeSpan.FromSeconds(10), "it owns the connection");
        Assert.That(owner.Link.Offer([]), Is.False, "the hanging one may not act when it wakes up");
    }

    [Test]
    public async Task After_a_restart_of_the_database_the_owner_is_still_the_owner_and_no_signal_is_lost()
    {
        var owner = await AddAsync("a");
        await owner.OwnsAsync();
        var other = await AddAsync("b");
        await postgres.KillAsync();
        for (var call = 0; call < 5; call++)
        {
            exchange.Dial("12345", "13907460001", TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(30));
        }

        await postgres.StartAgainAsync();

        await Assert.ThatAsync(() => owner.Hotline.CountAsync(nameof(CallEnded)), Is.EqualTo(5).After(40).Seconds.PollEvery(50).MilliSeconds);
        Assert.That(owner.Owns, Is.True);
        Assert.That(other.Owns, Is.False);
    }

    [Test]
    public async Task Commands_that_were_written_and_not_sent_are_sent_by_the_next_owner()
    {
        var call = exchange.Dial("12345", "13907460001", TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30));
        var hotline = new Hotline(NpgsqlDataSource.Create(ConnectionString), "SIM/soon");
        var arrived = new CallArrived(
            new Stamp("simulator", $"{call}/arrived", "1.1", 0, null, TimeProvider.System.GetUtcNow()), call, call,
            PhoneNumber.Withheld, "12345", new CallRoute(null, "", [new QueueStep("general", null, null)]));

        // The former owner died here: its ring is a row and nothing more.
        await hotline.ApplyAsync(arrived, CancellationToken.None);
        await AddAsync("b");

        await Assert.ThatAsync(() => hotline.CountAsync(nameof(PartiesBridged)), Is.EqualTo(1).After(20).Seconds.PollEvery(20).MilliSeconds);
    }

    [Test]
    public async Task Commands_of_a_host_without_the_connection_reach_the_owner()
    {
        var owner = await AddAsync("a");
        await owner.OwnsAsync();
        var other = await AddAsync("b");
        var call = exchange.Dial("12345", "13907460001", TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30));
        await Assert.ThatAsync(
            () => owner.Hotline.CountAsync(nameof(PartiesBridged)), Is.EqualTo(1).After(20).Seconds.PollEvery(20).MilliSeconds);

        await other.Hotline.ApplyAsync(
            new PartyLeft(
                new Stamp("simulator", "elsewhere", "0", 0, null, TimeProvider.System.GetUtcNow()), call, call,
                new Ending(EndedBy.System, "hangup")),
            CancellationToken.None);

        await Assert.ThatAsync(
            () => owner.Hotline.CountAsync(nameof(CallEnded)), Is.EqualTo(1).After(20).Seconds.PollEvery(20).MilliSeconds);
    }

    private async Task<TestHost> AddAsync(string name)
    {
        var host = new TestHost(exchange, ConnectionString, name);
        hosts.Add(host);
        host.Start();
        await Task.Yield();
        return host;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create($"{ConnectionString};Pooling=false");
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>One host's link, with a clock of its own that can be stopped as SIGSTOP stops a process.</summary>
    private sealed class TestHost
    {
        private readonly CancellationTokenSource stop = new();
        private readonly Bells bells;
        private readonly NpgsqlDataSource database;
        private readonly FreezingClock clock = new();
        private Task running = Task.CompletedTask;

        internal TestHost(SimulatedSwitch exchange, string connectionString, string name)
        {
            database = NpgsqlDataSource.Create($"{connectionString};Application Name={name}");
            Hotline = new Hotline(database, "SIM/soon");
            bells = new Bells();
            Link = new ExchangeLink(
                exchange, Guid.CreateVersion7(), database, Hotline, Hotline, Hotline, bells, clock, NullLogger.Instance);
            Hotline.Offer = commands => Link.Offer(commands);
        }

        internal Hotline Hotline { get; }

        internal ExchangeLink Link { get; }

        internal bool Owns => Link.Offer([]);

        internal void Start() => running = Link.RunAsync(stop.Token);

        internal void Freeze() => clock.Freeze();

        internal Task OwnsAsync() => Until.TrueAsync(() => Owns, TimeSpan.FromSeconds(5), "it owns the connection");

        internal async Task StopAsync()
        {
            if (!stop.IsCancellationRequested)
            {
                await stop.CancelAsync();
                clock.Thaw();
                await running;
                await Link.DisposeAsync();
                bells.Dispose();
                await database.DisposeAsync();
            }
        }
    }

    /// <summary>The system's clock, whose timers stop firing when frozen; time itself goes on, as it does for a stopped process.</summary>
    private sealed class FreezingClock : TimeProvider
    {
        private readonly Lock gate = new();
        private readonly List<Action> missed = [];
        private bool frozen;

        internal void Freeze()
        {
            lock (gate)
            {
                frozen = true;
            }
        }

        internal void Thaw()
        {
            Action[] late;
            lock (gate)
            {
                frozen = false;
                late = [.. missed];
                missed.Clear();
            }

            Array.ForEach(late, fire => fire());
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(
                given =>
                {
                    lock (gate)
                    {
                        if (frozen)
                        {
                            missed.Add(() => callback(given));
                            return;
                        }
                    }

                    callback(given);
                },
                state,
                dueTime,
                period);
    }
}
