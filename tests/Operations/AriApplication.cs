using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using ContactCenter.Support;

namespace ContactCenter.Operations;

/// <summary>The smallest thing that can take calls from Asterisk: what the PBX sends to a host is looked at without one.</summary>
internal sealed class AriApplication : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Channel<JsonNode> _events = Channel.CreateUnbounded<JsonNode>();
    private readonly HttpClient _http;
    private Task _pump = Task.CompletedTask;

    private AriApplication(AsteriskServer asterisk)
    {
        _http = new HttpClient { BaseAddress = asterisk.Ari };
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{asterisk.AriUser}:{asterisk.AriPassword}"));
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
    }

    public static async Task<AriApplication> ConnectAsync(AsteriskServer asterisk)
    {
        var application = new AriApplication(asterisk);
        var address = new Uri($"ws://{asterisk.Ari.Authority}/ari/events?app=contactcenter&api_key={asterisk.AriUser}:{asterisk.AriPassword}");
        await application._socket.ConnectAsync(address, CancellationToken.None);
        application._pump = application.PumpAsync();
        return application;
    }

    /// <summary>The next event of a type; what comes before it is passed over.</summary>
    public async Task<JsonNode> NextAsync(string type)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (true)
        {
            var happened = await _events.Reader.ReadAsync(patience.Token);
            if ((string?)happened["type"] == type)
            {
                return happened;
            }
        }
    }

    public async Task PostAsync(string path)
    {
        using var answer = await _http.PostAsync(new Uri($"ari/{path}", UriKind.Relative), content: null);
        answer.EnsureSuccessStatusCode();
    }

    public async Task DeleteAsync(string path)
    {
        using var answer = await _http.DeleteAsync(new Uri($"ari/{path}", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _pump;
        _socket.Dispose();
        _http.Dispose();
        _end.Dispose();
    }

    private async Task PumpAsync()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (_socket.State == WebSocketState.Open)
            {
                var length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(length), _end.Token);
                    length += part.Count;
                }
                while (!part.EndOfMessage);

                if (part.MessageType == WebSocketMessageType.Text)
                {
                    _events.Writer.TryWrite(JsonNode.Parse(buffer.AsSpan(0, length))!);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
            // The fixture is done, or the PBX was ended by it.
        }
    }
}
