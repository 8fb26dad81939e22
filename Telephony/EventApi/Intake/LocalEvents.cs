using System.Text;
using System.Text.Json;
using ContactCenter.Contracts.Calls;

namespace ContactCenter.Telephony.EventApi.Intake;

/// <summary>
/// Events that this system writes into a source's journal itself: what became of a command. They take the same durable way as
/// the PBX's own, under ids that make a repeat harmless.
/// </summary>
internal sealed class LocalEvents(Inbox inbox, TimeProvider clock)
{
    /// <summary>The epoch of our own events; it stays out of the source's counts.</summary>
    internal const string Epoch = "contact-center";

    /// <summary>Journals that a command was done, or why it was not; null when it is durable.</summary>
    internal async Task<Fault?> TellAsync(string source, string call, CommandId command, string? failure, string id)
    {
        var bytes = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
        {
            specversion = "1.0",
            id,
            source,
            type = failure is null ? EventTypes.CommandDone : EventTypes.CommandFailed,
            time = clock.GetUtcNow(),
            sequence = 0,
            epoch = Epoch,
            data = new { callId = call, correlationId = command.ToString(), reason = failure },
        }));
        var reading = EventReading.Read(bytes);
        if (reading.Fault is { } fault)
        {
            return fault;
        }

        var arrival = inbox.Sealed(reading.Event!, call, Hashed(id, failure), bytes);
        return await inbox.WriteAsync(new Delivery(source, [arrival])) ?? arrival.Outcome.Fault;
    }

    /// <summary>What makes one event: the id says it all, so that a repeat at another time does not look like a changed event.</summary>
    internal static byte[] Hashed(string id, string? failure) => Encoding.UTF8.GetBytes($"{id}\n{failure}");
}
