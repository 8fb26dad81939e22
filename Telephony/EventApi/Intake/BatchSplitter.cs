using System.Text.Json;

namespace ContactCenter.Telephony.EventApi.Intake;

/// <summary>Cuts a batch into its events, each with exactly the bytes it was sent in.</summary>
internal static class BatchSplitter
{
    /// <summary>The events of a JSON array, or a fault of the batch as a whole.</summary>
    internal static IReadOnlyList<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body, out Fault? fault)
    {
        var events = new List<ReadOnlyMemory<byte>>();
        try
        {
            var reader = new Utf8JsonReader(body.Span);
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartArray)
            {
                fault = Fault.NotJson;
                return [];
            }

            while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                events.Add(body[start..(int)reader.BytesConsumed]);
            }

            // Nothing may follow the array.
            reader.Read();
        }
        catch (JsonException)
        {
            fault = Fault.NotJson;
            return [];
        }

        fault = events.Count switch
        {
            0 => Fault.BatchEmpty,
            > Fault.BatchLimit => Fault.BatchTooLong,
            _ => null,
        };
        return events;
    }
}
