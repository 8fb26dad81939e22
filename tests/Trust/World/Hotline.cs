using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ContactCenter.Support;
using ContactCenter.Trust.History;

namespace ContactCenter.Trust.World;

/// <summary>One run: a hotline of several hosts on a database of its own, everybody who uses it, and whoever breaks it.</summary>
internal sealed class Hotline(RunPlan plan, PostgresServer server) : IAsyncDisposable
{
    private static readonly string[] Agents = ["1001", "1002", "1003", "1004", "1005", "1006", "1007", "1008", "1009", "1010"];

    // For starting, draining and comparing; a run that needs longer hangs.
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(4);

    private readonly ConcurrentQueue<ConsoleAct> acts = new();
    private readonly OutageLog outages = new();
    private readonly CancellationTokenSource stop = new();
    private Fleet fleet = null!;
    private TestDatabase database = null!;

    internal Saboteur Saboteur { get; private set; } = null!;

    internal int Reconnections { get; private set; }

    internal string ConnectionString => $"{database.ConnectionString};Maximum Pool Size=40";

    internal async Task<Evidence> RunAsync()
    {
        stop.CancelAfter(plan.Driving + LongestRest);
        database = await server.CreateDatabaseAsync();
        fleet = new Fleet(outages);
        await fleet.StartAsync(plan.Hosts, ConnectionString, Settings());
        var dice = plan.DiceOf("hotline");
        using var admin = await Desk.SignInAsync("admin", fleet, dice, acts, stop.Token);
        await HurryQueuesAsync(admin);
        using var mail = new Mail(plan, fleet, await AdmitPbxAsync(admin));
        var pbx = new Pbx(plan, mail);
        var telephones = new Telephones(plan, pbx, mail, stop.Token);
        var obedience = new Obedience(plan, pbx, mail, telephones);
        using var leader = await Desk.SignInAsync("leader", fleet, dice, acts, stop.Token);
        using var dispatcher = await Desk.SignInAsync("dispatcher", fleet, dice, acts, stop.Token);
        await using var watchers = new Watchers(fleet, dispatcher);
        await watchers.StartAsync();

        using var driving = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        var agents = Agents.Select(code => new AgentPlayer(code, plan, fleet, acts)).ToList();
        await Task.WhenAll(agents.Select(agent => agent.SignInAsync(stop.Token)));
        var canary = new Canary(ConnectionString, outages);
        Task[] forEver =
        [
            canary.SingAsync(stop.Token),
            obedience.FetchAsync(stop.Token), obedience.BeatAsync(stop.Token), obedience.TellSnapshotsAsync(stop.Token),
            .. agents.Select(agent => agent.RunAsync(stop.Token)),
        ];
        var leading = new LeaderPlayer(plan, leader).RunAsync(driving.Token);
        Saboteur = new Saboteur(plan, fleet, server, outages);
        await FirstOfAsync(forEver, Task.WhenAll(
            new Citizens(plan, pbx, telephones, canary).CallAsync(stop.Token), Saboteur.RunAsync(stop.Token)));
        await driving.CancelAsync();
        await IgnoreEndAsync(leading);
        await DrainAsync(agents, pbx, mail);

        var differences = await watchers.DifferencesAsync(stop.Token);
        Reconnections = watchers.Reconnections;
        var board = await admin.GetAsync("calls/board", stop.Token);
        await stop.CancelAsync();
        foreach (var one in forEver)
        {
            await IgnoreEndAsync(one);
        }

        return await JournalReader.ReadAsync(ConnectionString, new Evidence
        {
            ExclusionSeconds = RunPlan.ExclusionSeconds,
            AutoAnswerSeconds = RunPlan.AutoAnswerSeconds,
            ShortAbandonSeconds = RunPlan.ShortAbandonSeconds,
            Ended = Clock.Now,
            Events = mail.Told,
            Taken = obedience.Taken,
            PbxCalls = pbx.Memory,
            PbxOddities = [.. pbx.Oddities, .. mail.Faults],
            Acts = [.. acts],
            Outages = outages.All,
            Board = board,
            Differences = differences,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await fleet.DisposeAsync();
        await database.DisposeAsync();
        stop.Dispose();
    }

    private static Dictionary<string, string> Settings() => new()
    {
        ["Serilog__MinimumLevel__Default"] = "Warning",
        ["Access__DemonstrationPassword"] = Desk.Password,
        ["Calls__ExclusionSeconds"] = $"{RunPlan.ExclusionSeconds}",
        ["Calls__AutoAnswerSeconds"] = $"{RunPlan.AutoAnswerSeconds}",
        ["Calls__PresenceLeaseSeconds"] = $"{RunPlan.PresenceLeaseSeconds}",
        ["Calls__PresenceGraceSeconds"] = $"{RunPlan.PresenceGraceSeconds}",
        ["Calls__ShortAbandonSeconds"] = $"{RunPlan.ShortAbandonSeconds}",
        ["Calls__CallbackAttempts"] = $"{RunPlan.CallbackAttempts}",
        ["Calls__CallbackRetrySeconds"] = $"{RunPlan.CallbackRetrySeconds}",
        ["Calls__CallbackRingSeconds"] = "10",
        ["Calls__DemonstrationPhone"] = "SIM/{0}",
    };

    /// <summary>The queues with short times; two of them small, so that there are full ones.</summary>
    private async Task HurryQueuesAsync(Desk admin)
    {
        var queues = await admin.GetAsync("calls/queues", stop.Token);
        foreach (var queue in queues.AsArray().Select(one => one!))
        {
            var key = (string)queue["key"]!;
            queue["offerSeconds"] = RunPlan.OfferSeconds;
            queue["wrapUpSeconds"] = RunPlan.WrapUpSeconds;
            queue["wrapUpMode"] = key switch
            {
                "market" => "none",
                "social" => "fixed",
                _ => "optional",
            };
            queue["announceEverySeconds"] = 2;
            queue["overflowAfterSeconds"] = queue["overflowQueue"] is null ? null : 2;
            queue["maxLength"] = key is "market" or "social" or "safety" ? RunPlan.MaxLength : null;
            await PutAsync(admin, $"calls/queues/{key}", queue);
        }
    }

    private static async Task PutAsync(Desk admin, string path, JsonNode body)
    {
        var (status, answer) = await admin.ActAsync("put", path, null, path, body, HttpMethod.Put);
        if (status is not 200)
        {
            throw new InvalidOperationException($"PUT {path} was answered {status} {answer}.");
        }
    }

    private static async Task<Signing> AdmitPbxAsync(Desk admin)
    {
        var (status, answer) = await admin.ActAsync(
            "add-source", RunPlan.Source, null, "telephony/sources", new { source = RunPlan.Source, kind = "trust", name = "trust" });
        return status is 201
            ? new Signing(RunPlan.Source, (string)answer!["secret"]!)
            : throw new InvalidOperationException($"The PBX was not admitted: {status} {answer}.");
    }

    /// <summary>Nobody calls any more: conversations end, callbacks under way end, agents go home.</summary>
    private async Task DrainAsync(List<AgentPlayer> agents, Pbx pbx, Mail mail)
    {
        await SettleAsync(() => pbx.Memory.All(call => call.IsCallback || call.EndedAt is not null), 20);
        agents.ForEach(agent => agent.GoesHome = true);
        await SettleAsync(() => agents.TrueForAll(agent => agent.IsHome), 20);
        await SettleAsync(() => mail.IsEmpty && pbx.Memory.All(call => call.LiveLegs.Count == 0), 10);

        // Two snapshots and a round of every timer.
        await Task.Delay(TimeSpan.FromSeconds(2), stop.Token);
    }

    private async Task SettleAsync(Func<bool> condition, int seconds)
    {
        try
        {
            await Until.TrueAsync(condition, TimeSpan.FromSeconds(seconds), "", stop.Token);
        }
        catch (TimeoutException)
        {
            // What is stuck is for the checker to say.
        }
    }

    private static async Task FirstOfAsync(Task[] forEver, Task work)
    {
        var ended = await Task.WhenAny([work, .. forEver]);
        await ended;
        await work;
    }

    private static async Task IgnoreEndAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }
    }
}
