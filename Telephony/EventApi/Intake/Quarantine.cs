using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using Npgsql;

namespace ContactCenter.Telephony.EventApi.Intake;

/// <summary>Keeps signed events that make no sense, so that what a faulty PBX wanted to say can still be found out.</summary>
internal sealed class Quarantine(Db db, ISealedMessages messages)
{
    /// <summary>Keeps an event; false where that cannot be done now.</summary>
    internal async Task<bool> KeepAsync(string source, ReadOnlyMemory<byte> body, Fault why)
    {
        try
        {
            // Not cancellable: the sender was right to leave if it did, but the event is still the only trace of its fault.
            await using var work = await db.BeginAsync(CancellationToken.None);
            await work.ExecuteAsync(Insert, new
            {
                source,
                Hash = messages.Hash(body.Span),
                Reason = $"{why.Code}: {why.Detail}",
                Body = messages.Seal(body.Span),
            });
            await work.CommitAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private const string Insert = """
        insert into telephony.quarantine (source, hash, reason, body)
        values (@source, @Hash, @Reason, @Body)
        on conflict (source, hash) do nothing  -- The sender tried again, as senders do.
        """;
}
