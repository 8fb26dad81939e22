using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContactCenter.Support.Live;
using ContactCenter.Trust.History;

namespace ContactCenter.Trust.World;

/// <summary>A browser where somebody has signed in: acts at whichever host, and notes every answer.</summary>
internal sealed class Desk : IDisposable
{
    internal const string Password = "Only-for-tests-1";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CookieContainer cookies = new();
    private readonly HttpClient http;
    private readonly Fleet fleet;
    private readonly Dice dice;
    private readonly ConcurrentQueue<ConsoleAct> acts;

    private Desk(string who, Fleet fleet, Dice dice, ConcurrentQueue<ConsoleAct> acts)
    {
        (Who, this.fleet, this.dice, this.acts) = (who, fleet, dice, acts);
        // Hashing a password is slow on purpose, and a whole shift signs in at once.
        http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Add("X-Requested-With", "contactcenter");
    }

    internal string Who { get; }

    internal Guid? Agent { get; set; }

    /// <summary>The sign-in's number, by which older consoles are refused; 0 before it is known.</summary>
    internal long Session { get; set; }

    internal static async Task<Desk> SignInAsync(
        string who, Fleet fleet, Dice dice, ConcurrentQueue<ConsoleAct> acts, CancellationToken stop)
    {
        var desk = new Desk(who, fleet, dice, acts);
        while (true)
        {
            var (status, _) = await desk.ActAsync("sign-in", "", null, "access/sign-in", new { logIn = who, password = Password });
            if (status is 200)
            {
                return desk;
            }

            await Task.Delay(200, stop);
        }
    }

    /// <summary>Asks for something and notes what came of it; status 0 where no answer came.</summary>
    internal async Task<(int Status, JsonNode? Body)> ActAsync(
        string what, string subject, int? version, string path, object? body = null, HttpMethod? method = null)
    {
        var invoked = Clock.Now;
        var (status, answer) = (0, (JsonNode?)null);
        try
        {
            using var request = new HttpRequestMessage(method ?? HttpMethod.Post, new Uri(fleet.Pick(dice), $"api/{path}"));
            if (request.Method != HttpMethod.Get)
            {
                request.Content = JsonContent.Create(body ?? new { });
            }

            using var limit = new CancellationTokenSource(what == "sign-in" ? http.Timeout : Patience);
            using var response = await http.SendAsync(request, limit.Token);
            status = (int)response.StatusCode;
            var text = await response.Content.ReadAsStringAsync();
            answer = text.Length > 0 ? JsonNode.Parse(text) : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            // The host may have done it or not: the checker takes both for possible.
        }

        var code = status >= 400 && answer is JsonObject problem ? ((string?)problem["type"])?.Split(':')[^1] : null;
        acts.Enqueue(new ConsoleAct(Who, Agent, Session, what, subject, version, invoked, Clock.Now, status, code));
        return (status, answer);
    }

    /// <summary>Asks until it is answered.</summary>
    internal async Task<JsonNode> GetAsync(string path, CancellationToken stop)
    {
        while (true)
        {
            var (status, body) = await ActAsync("get", path, null, path, method: HttpMethod.Get);
            if (status is 200)
            {
                return body!;
            }

            await Task.Delay(100, stop);
        }
    }

    /// <summary>A live connection to one host with this sign-in.</summary>
    internal LiveConsole Watch(Uri host, string? kind) => new(host, configure: options =>
    {
        options.Cookies = cookies;
        options.Headers["X-Requested-With"] = "contactcenter";
    }, kind: kind);

    public void Dispose() => http.Dispose();
}
