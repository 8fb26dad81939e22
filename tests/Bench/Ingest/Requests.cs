using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ContactCenter.Bench.Ingest;

/// <summary>Requests made and signed before the clock starts, so that the load costs the machine as little as pgbench does.</summary>
internal static class Requests
{
    internal const string Source = "bench-1";
    internal const string Epoch = "2026-01-01T00:00:00Z/1";
    internal const string EventType = "call.leg.state_changed";

    internal static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    /// <summary>The size of one event.</summary>
    internal static int BodyBytes { get; } = Event(new StringBuilder(), "0", 0, DateTimeOffset.UnixEpoch).Length;

    private static long next;

    /// <summary>Writes requests of so many events each, no event twice in a process.</summary>
    internal static void Write(string file, int requests, int eventsInEach, DateTimeOffset now)
    {
        using var output = new BufferedStream(File.Create(file), 1 << 20);
        var timestamp = now.ToUnixTimeSeconds();
        var text = new StringBuilder();
        for (var request = 0; request < requests; request++)
        {
            text.Clear();
            if (eventsInEach > 1)
            {
                text.Append('[');
            }

            var id = "";
            for (var one = 0; one < eventsInEach; one++)
            {
                var number = Interlocked.Increment(ref next);
                id = string.Create(CultureInfo.InvariantCulture, $"01J9ZQ8T{number:000000000000000000}");
                Event(one > 0 ? text.Append(',') : text, id, number, now);
            }

            if (eventsInEach > 1)
            {
                text.Append(']');
            }

            var body = text.ToString();
            var signed = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.{body}"));
            var signature = Convert.ToBase64String(HMACSHA256.HashData(Key, signed));
            var whole = Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"POST /api/telephony/v1/events HTTP/1.1\r\nHost: localhost\r\n" +
                $"Content-Type: application/cloudevents{(eventsInEach > 1 ? "-batch" : "")}+json\r\n" +
                $"Content-Length: {body.Length}\r\nwebhook-source: {Source}\r\nwebhook-id: {id}\r\n" +
                $"webhook-timestamp: {timestamp}\r\nwebhook-signature: v1,{signature}\r\n\r\n{body}"));
            output.Write(Encoding.ASCII.GetBytes(whole.Length.ToString("00000000", CultureInfo.InvariantCulture)));
            output.Write(whole);
        }
    }

    private static StringBuilder Event(StringBuilder text, string id, long number, DateTimeOffset at) => text.Append(
        CultureInfo.InvariantCulture,
        $$"""
        {"specversion":"1.0","id":"{{id}}","source":"{{Source}}","type":"{{EventType}}","subject":"call/{{number / 8:x16}}/leg/a","time":"{{at:yyyy-MM-ddTHH:mm:ss.ffffff}}Z","sequence":"{{number:0000000000000000}}","epoch":"{{Epoch}}","callseq":{{(number % 8) + 1}},"datacontenttype":"application/json","dataschema":"urn:hotline:call-event:1","data":{"callId":"{{number / 8:x16}}","legId":"leg-{{number / 8:x16}}","direction":"inbound","state":"{{State(number)}}","party":{"role":"citizen","address":"tel:+8613800001234"},"dialled":"12345","originalLine":"12319","userData":{"ivrPath":"main/none"},"privacy":{"confidential":false} } }
        """);

    // A call of eight events in the order a PBX sends them.
    private static string State(long number) => (number % 8) switch
    {
        0 => "offered",
        1 => "queued",
        2 => "alerting",
        3 => "answered",
        4 => "held",
        5 => "retrieved",
        6 => "parked",
        _ => "ended",
    };
}
