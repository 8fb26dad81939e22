using System.Text.Json;
using ContactCenter.Telephony.Exchange;

namespace ContactCenter.Telephony.Asterisk;

/// <summary>
/// Tells a living connection from a mute one, by events of our own making that must come back on the socket.
/// </summary>
/// <remarks>
/// When a connection breaks and the next one stands before Asterisk has tidied the first away, Asterisk 22.10 tidies the
/// application's new socket away with it: it stays open, requests are answered, and no event ever comes. Seen 31 times in 200.
/// </remarks>
internal sealed class AriPulse(AsteriskOptions options, AriClient client)
{
    private volatile string? sent;
    private volatile string? heard;
    private int beats;

    /// <summary>Whether the last beat has not come back.</summary>
    internal bool IsAwaited => sent != heard;

    /// <summary>Asks Asterisk for an event.</summary>
    internal async Task BeatAsync(CancellationToken cancellationToken)
    {
        var beat = $"beat-{Interlocked.Increment(ref beats)}";
        sent = beat;
        await client.SendAsync(
            new AriRequest(HttpMethod.Post, $"events/user/{beat}?application={options.App}"), cancellationToken);
    }

    /// <summary>Whether an event is one of these.</summary>
    internal bool Hears(JsonElement said)
    {
        if (said.Text("type") is not "ChannelUserevent")
        {
            return false;
        }

        heard = said.Text("eventname");
        return true;
    }

    internal ExchangeUnavailableException Mute() =>
        new($"{options.Source} answers, but its events do not come.") { IsMute = true };
}
