using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ContactCenter.Bench.Orders;

/// <summary>A person at a console: signed in, speaking HTTP.</summary>
internal sealed class Desk : IDisposable
{
    internal const string Password = "Only-for-benches-1";

    private readonly HttpClient http;

    private Desk(HttpClient http) => this.http = http;

    internal static async Task<Desk> SignInAsync(Uri host, string logIn, CancellationToken cancellationToken)
    {
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() })
        {
            BaseAddress = host,
            Timeout = TimeSpan.FromMinutes(10),
        };
        http.DefaultRequestHeaders.Add("X-Requested-With", "contactcenter");
        var desk = new Desk(http);
        await desk.PostAsync("api/access/sign-in", new { logIn, password = Password }, cancellationToken);
        return desk;
    }

    /// <summary>Fetches the whole answer without looking at it, as a browser has it before it draws.</summary>
    internal async Task<long> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync(cancellationToken)).LongLength;
    }

    internal async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken) =>
        await http.GetFromJsonAsync<JsonNode>(new Uri(path, UriKind.Relative), cancellationToken)
            ?? throw new InvalidOperationException($"{path} answered nothing.");

    internal async Task<JsonNode?> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? text.Length == 0 ? null : JsonNode.Parse(text)
            : throw new InvalidOperationException($"{path} answered {answer.StatusCode}: {text}");
    }

    public void Dispose() => http.Dispose();
}
