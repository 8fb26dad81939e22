using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContactCenter.Support;
using Npgsql;

namespace ContactCenter.Scenarios.Dispatch.Orders;

/// <summary>A city at work on its orders: citizens whose appeals are registered, and everybody of the demonstration at a console.</summary>
internal sealed class City : IAsyncDisposable
{
    private static readonly string[] ClerkRoles = ["clerk"];

    private readonly Dictionary<string, HttpClient> people = [];
    private readonly Dictionary<string, string> units = [];
    private int citizens;

    private City(ContactCenterHost host) => Host = host;

    internal ContactCenterHost Host { get; }

    internal static async Task<City> StartAsync()
    {
        var city = new City(await ContactCenterHost.StartAsync());
        var admin = await city.AsAsync("admin");
        var listed = await admin.GetAsync("/api/dispatch/organisations").ReadAsync();
        foreach (var unit in listed["organisations"]!.AsArray())
        {
            city.units[(string)unit!["code"]!] = (string)unit["id"]!;
        }

        return city;
    }

    /// <summary>The identifier of a unit of the reference data.</summary>
    internal string Unit(string code) => units[code];

    /// <summary>This person's console, signed in once.</summary>
    internal async Task<HttpClient> AsAsync(string logIn)
    {
        if (!people.TryGetValue(logIn, out var console))
        {
            people[logIn] = console = await Host.SignInAsync(logIn);
        }

        return console;
    }

    /// <summary>A clerk of a unit that has none in the demonstration.</summary>
    internal async Task<string> HireAsync(string unit)
    {
        var (admin, logIn) = (await AsAsync("admin"), $"clerk-of-{unit}");
        await admin.PostAsync("/api/access/accounts", new
        {
            logIn, name = "经办人", password = ContactCenterHost.Password, roles = ClerkRoles,
        }).ReadAsync(HttpStatusCode.Created);
        await admin.PostAsync($"/api/dispatch/organisations/{Unit(unit)}/members", new { logIn, why = "到岗" }).ReadAsync(HttpStatusCode.NoContent);
        return logIn;
    }

    /// <summary>An appeal that an agent registers; its order, once it is there.</summary>
    internal async Task<OrderAtHand> RegisterAsync(
        string title = "路灯不亮", string category = "0605", string area = "431103", string urgency = "normal", bool replyWanted = true,
        string by = "1001", string type = "complaint", bool secret = false, bool anonymous = false,
        string? number = null)
    {
        var registered = await (await AsAsync(by)).PostAsync("/api/intake/appeals", new
        {
            matter = new
            {
                type, title, narrative = $"{title},请尽快处理。", brief = $"{title},请核实处理。", urgency, category, area, replyWanted, secret,
            },
            person = new { callerNumber = number ?? $"1380000{Interlocked.Increment(ref citizens):0000}", name = "张三", anonymous },
            outcome = new { kind = "dispatch" },
            channel = "walk-in",
        }).ReadAsync(HttpStatusCode.Created);
        var order = await OrderOfAsync((string)registered["id"]!, (string)registered["number"]!);
        return order with { QueryCode = (string)registered["queryCode"]! };
    }

    internal async Task<OrderAtHand> OrderOfAsync(string appeal, string number)
    {
        string? order = null;
        await Until.TrueAsync(
            async _ => (order = await ScalarAsync<Guid?>("select order_id from dispatch.order_citizens where appeal_id = @a", appeal) is { } id
                ? id.ToString()
                : null) is not null,
            TimeSpan.FromSeconds(20), $"appeal {number} has an order");
        return new OrderAtHand(this, order!, appeal, number);
    }

    /// <summary>Waits until everything that was announced has been heard.</summary>
    internal Task SettleAsync() => Until.TrueAsync(
        async _ => await ScalarAsync<long>("select count(*) from platform.outbox where delivered_at is null and parked_at is null") == 0,
        TimeSpan.FromSeconds(20), "everything announced was heard");

    internal async Task<T?> ScalarAsync<T>(string sql, string? guid = null)
    {
        await using var connection = new NpgsqlConnection(Host.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        if (guid is not null)
        {
            command.Parameters.AddWithValue("a", Guid.Parse(guid, CultureInfo.InvariantCulture));
        }

        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var console in people.Values)
        {
            console.Dispose();
        }

        await Host.DisposeAsync();
    }
}

/// <summary>One order, and what people do to it.</summary>
internal sealed record OrderAtHand(City City, string Id, string Appeal, string Number)
{
    internal string QueryCode { get; init; } = "";

    private string Path => $"/api/dispatch/orders/{Id}";

    /// <summary>The order as this person sees it.</summary>
    internal async Task<JsonNode> ShowAsync(string who = "dispatcher") => await (await City.AsAsync(who)).GetAsync(Path).ReadAsync();

    internal async Task<string> StateAsync() => (string)(await ShowAsync())["order"]!["state"]!;

    internal async Task<int> VersionAsync() => (int)(await ShowAsync())["order"]!["version"]!;

    /// <summary>Does an act that must succeed, and answers the state the order is in then.</summary>
    internal async Task<string> DoAsync(string who, string act, object? facts = null) =>
        (string)(await PostAsync(who, act, facts).ReadAsync())["state"]!;

    /// <summary>Tries an act that must be refused, and answers the code.</summary>
    internal Task<string> RefusedAsync(string who, string act, object? facts = null) =>
        PostAsync(who, act, facts).RefusalAsync(HttpStatusCode.Conflict);

    internal async Task<HttpStatusCode> StatusAsync(string who, string act, object? facts = null) =>
        await PostAsync(who, act, facts).StatusAsync();

    /// <summary>Posts an act with the version as it is now.</summary>
    internal async Task<HttpResponseMessage> PostAsync(string who, string act, object? facts = null, int? version = null, string? key = null)
    {
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(facts ?? new { }))!.AsObject();
        body["version"] = version ?? await VersionAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Path}/{act}") { Content = JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await (await City.AsAsync(who)).SendAsync(request);
    }

    /// <summary>Dispatched and signed for.</summary>
    internal async Task<OrderAtHand> SignedAsync(string unit = "lengshuitan", string clerk = "clerk-lengshuitan", params string[] assists)
    {
        await DoAsync("dispatcher", "dispatch", new { unit = City.Unit(unit), assists = assists.Select(City.Unit) });
        await DoAsync(clerk, "sign");
        return this;
    }

    /// <summary>Answered by the lead, and the answer accepted.</summary>
    internal async Task<string> AnsweredAsync(string clerk = "clerk-lengshuitan")
    {
        await DoAsync(clerk, "reply", new { publicAnswer = "路灯已修复。", internalText = "更换灯泡两只。", contactedCitizen = true });
        return await DoAsync("dispatcher", "accept-reply");
    }

    internal Task<string> CallBackAsync(bool solved, string rating, string? appeal = null) =>
        DoAsync("1001", "record-callback", new { reached = true, appeal, contacted = true, solved, rating });

    internal async Task<JsonNode> CitizenAsync(string? appeal = null) =>
        (await ShowAsync())["citizens"]!.AsArray().Single(citizen => (string)citizen!["appeal"]! == (appeal ?? Appeal))!;
}
