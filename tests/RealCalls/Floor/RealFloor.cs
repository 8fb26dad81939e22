using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContactCenter.Support;
using ContactCenter.Support.Live;
using Npgsql;
using NUnit.Framework;

namespace ContactCenter.RealCalls.Floor;

/// <summary>A whole hotline: a database, a real Asterisk, one or more real hosts, agents whose telephones are real SIP phones.</summary>
internal sealed class RealFloor : IAsyncDisposable
{
    internal const string Password = "Only-for-tests-1";

    private readonly Dictionary<string, (HttpClient Http, CookieContainer Cookies)> people = [];

    private RealFloor(TestDatabase database, AsteriskServer asterisk, List<HostProcess> hosts) =>
        (Database, Asterisk, Hosts) = (database, asterisk, hosts);

    internal TestDatabase Database { get; }

    internal AsteriskServer Asterisk { get; }

    internal List<HostProcess> Hosts { get; }

    internal static async Task<RealFloor> StartAsync(
        int hosts = 1, bool consoles = false, params KeyValuePair<string, string>[] settings)
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var asterisk = await AsteriskServer.StartAsync(new AsteriskPhones(Agents: 4, PortPerAgent: true));
        var floor = new RealFloor(database, asterisk, []);
        var all = new Dictionary<string, string>(asterisk.HostSettings)
        {
            ["Access__DemonstrationPassword"] = Password,
            ["Calls__DemonstrationPhone"] = "PJSIP/agent{0}",
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        for (var host = 0; host < hosts; host++)
        {
            floor.Hosts.Add(await HostProcess.StartAsync(database.ConnectionString, all));
        }

        if (!consoles)
        {
            // Agents who have telephones and no console whose absence would set them not ready.
            await floor.ExecuteAsync("update calls.agents set console_required = false");
        }

        await floor.LeaderSeesSourceUpAsync();
        return floor;
    }

    /// <summary>The desk phone of an agent does what its scenario says, for every call until it is disposed.</summary>
    internal Task<Sipp> PhoneAsync(int agent, string scenario = "phone", TimeSpan? ring = null, TimeSpan? talk = null) =>
        Sipp.AnswerAsync(Asterisk.PortOf(agent), new SippCall(Calls: null, Ring: ring, Talk: talk), scenario);

    /// <summary>Signs an agent in and ready.</summary>
    internal async Task<HttpClient> ReadyAsync(int agent)
    {
        var console = await SignInAsync($"{agent}");
        await PostAsync(console, "/api/calls/me/log-in", new { phone = $"PJSIP/agent{agent}", phoneMode = "rings" });
        await PostAsync(console, "/api/calls/me/state", new { state = "ready" });
        return console;
    }

    internal async Task<HttpClient> SignInAsync(string logIn, int host = 0)
    {
        var key = $"{logIn}@{host}";
        if (!people.TryGetValue(key, out var person))
        {
            var cookies = new CookieContainer();
            var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = Hosts[host].Address };
            http.DefaultRequestHeaders.Add("X-Requested-With", "contactcenter");
            people[key] = person = (http, cookies);
            await PostAsync(http, "/api/access/sign-in", new { logIn, password = Password });
        }

        return person.Http;
    }

    /// <summary>A live console of a person who has signed in.</summary>
    internal async Task<LiveConsole> WatchAsync(string logIn, int host = 0)
    {
        await SignInAsync(logIn, host);
        var console = new LiveConsole(
            Hosts[host].Address, configure: options => options.Cookies = people[$"{logIn}@{host}"].Cookies);
        await console.StartAsync();
        return console;
    }

    /// <summary>Nobody has called yet and everybody is signed out: how each test finds the floor.</summary>
    internal async Task EmptyAsync()
    {
        // Whatever a test before left is ended by its callers having hung up; what is left are agents.
        await Until.TrueAsync(
            async _ => await ScalarAsync<long>("select count(*) from calls.calls where state <> 'ended'") == 0,
            TimeSpan.FromSeconds(20), "every call of the test before is over");
        await ExecuteAsync("""
            update calls.agents
            set state = 'loggedOut', reason = null, ready_since = null, pending_state = null, misses = 0, call_id = null,
                wrap_up_mode = null, wrap_up_until = null, notice = null;
            delete from calls.callback_attempts;
            delete from calls.callbacks;
            """);
    }

    internal static async Task<string> StateAsync(HttpClient console) =>
        (string)(await console.GetFromJsonAsync<JsonNode>("/api/calls/me"))!["agent"]!["state"]!;

    /// <summary>The newest call, as the shift leader sees it.</summary>
    internal async Task<JsonNode?> LastCallAsync()
    {
        var leader = await SignInAsync("leader", Hosts.FindIndex(host => !host.HasExited));
        var list = await leader.GetFromJsonAsync<JsonNode>("/api/calls/calls?limit=1");
        return list!["calls"]!.AsArray().FirstOrDefault();
    }

    /// <summary>The newest call reaches a state, within a second unless said otherwise; the bound for every end.</summary>
    internal async Task<JsonNode> CallBecomesAsync(string what, string value, double withinSeconds = 1)
    {
        JsonNode? seen = null;
        await Until.TrueAsync(
            async _ => (string?)(seen = await LastCallAsync())?[what] == value,
            TimeSpan.FromSeconds(withinSeconds),
            $"the call's {what} is {value}; it was {seen?[what]}");
        return seen!;
    }

    internal static Task AgentBecomesAsync(HttpClient console, string state, double withinSeconds = 1) => Until.TrueAsync(
        async _ => await StateAsync(console) == state, TimeSpan.FromSeconds(withinSeconds), $"the agent is {state}");

    internal static async Task PostAsync(HttpClient console, string path, object body)
    {
        using var answer = await console.PostAsJsonAsync(path, body);
        Assert.That(
            answer.IsSuccessStatusCode, Is.True, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    internal async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    internal async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>How many channels Asterisk has up, and how many of them are in a bridge with another.</summary>
    internal async Task<(int Channels, int Bridged)> ChannelsAsync()
    {
        var rows = (await Asterisk.CliAsync("core show channels concise"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(row => row.Split('!'))
            .Where(row => row.Length > 12)
            .ToList();
        return (rows.Count, rows.Count(row => row[12].Length > 0 && rows.Count(other => other[12] == row[12]) > 1));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (http, _) in people.Values)
        {
            http.Dispose();
        }

        foreach (var host in Hosts)
        {
            await host.DisposeAsync();
        }

        await Asterisk.DisposeAsync();
        await Database.DisposeAsync();
    }

    private Task LeaderSeesSourceUpAsync() => Until.TrueAsync(
        async _ => await ScalarAsync<long>("select count(*) from calls.sources where state = 'up'") == 1,
        TimeSpan.FromSeconds(20), "a host has connected to Asterisk");
}
