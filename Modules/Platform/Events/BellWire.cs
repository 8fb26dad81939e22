using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ContactCenter.Platform.Events;

/// <summary>
/// Carries rings between the hosts of one database with LISTEN and NOTIFY. A commit that notifies takes a lock of the whole
/// server, so this never happens in a transaction of the business but here: many rings in one small transaction, which does
/// not wait for the disk.
/// </summary>
internal sealed partial class BellWire(
    Bells bells, HostInstance host, NpgsqlDataSource source, TimeProvider clock, ILogger<BellWire> logger) : BackgroundService
{
    // A hundred small transactions a second at most, however many commits there are.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // A connection that a firewall dropped is silent for ever; asking now and then finds it out.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    // Both statements are one implicit transaction, which is_local is for. A hint that a power cut loses was nothing.
    private const string SkipDisk = "select set_config('synchronous_commit', 'off', true)";

    private const string Notify = "select pg_notify('contactcenter', @host || ' ' || name) from unnest(@names) as name";

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        RepeatAsync(ListenAsync, stoppingToken), RepeatAsync(SpeakAsync, stoppingToken));

    private async Task RepeatAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await work(cancellationToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or IOException)
            {
                WireDown(exception.Message);
            }

            await Task.Delay(RetryAfter, clock, cancellationToken);
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, notice) => Hear(notice.Payload);
        await ExecuteAsync(connection, "listen contactcenter", cancellationToken);

        while (true)
        {
            if (!await connection.WaitAsync(Silence, cancellationToken))
            {
                await ExecuteAsync(connection, "select 1", cancellationToken);
            }
        }
    }

    private void Hear(string payload)
    {
        if (payload.Split(' ', 2) is [var from, var name] && from != host.Id)
        {
            bells.Ring(name);
        }
    }

    private async Task SpeakAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var names = await bells.TakeOutgoingAsync(cancellationToken);
            if (names.Length > 0)
            {
                await using var batch = source.CreateBatch();
                batch.BatchCommands.Add(new NpgsqlBatchCommand(SkipDisk));
                batch.BatchCommands.Add(new NpgsqlBatchCommand(Notify)
                {
                    Parameters = { new("host", host.Id), new("names", names) },
                });
                await batch.ExecuteNonQueryAsync(cancellationToken);
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "Hosts cannot hint to one another for a moment, and find work by looking: {Reason}")]
    private partial void WireDown(string reason);
}
