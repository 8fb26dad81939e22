using System.Collections.Concurrent;
using System.Threading.Channels;
using ContactCenter.Contracts.Calls;

namespace ContactCenter.Telephony.Exchange;

/// <summary>
/// Sends one PBX its commands: those of one call in their order, those of different calls side by side. The rows in the
/// database are the truth: what cannot be sent is forgotten here and comes again with the next look.
/// </summary>
internal sealed partial class CommandQueue : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<CallCommand>> chains = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<CommandId, long> taken = new();
    private readonly SemaphoreSlim room = new(ExchangeLimits.CommandsAtOnce);
    private readonly Channel<CommandId> reached = Channel.CreateBounded<CommandId>(10_000);
    private readonly CancellationTokenSource stop = new();
    private readonly string source;
    private readonly ICallCommands commands;
    private readonly Func<CallCommand, CancellationToken, Task<string?>> send;
    private readonly Func<CallCommand, string, CancellationToken, ValueTask> refuse;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Task marking;

    /// <param name="source">The PBX.</param>
    /// <param name="commands">Where unsent commands are and sent ones are noted.</param>
    /// <param name="send">As <see cref="IExchangeSession.SendAsync"/>.</param>
    /// <param name="refuse">Told each command that the PBX did not take, and why.</param>
    /// <param name="clock">Measures how long a sent command is remembered.</param>
    /// <param name="logger">The link's.</param>
    internal CommandQueue(
        string source,
        ICallCommands commands,
        Func<CallCommand, CancellationToken, Task<string?>> send,
        Func<CallCommand, string, CancellationToken, ValueTask> refuse,
        TimeProvider clock,
        ILogger logger)
    {
        (this.source, this.commands, this.send, this.refuse) = (source, commands, send, refuse);
        (this.clock, this.logger) = (clock, logger);
        marking = MarkAsync();
    }

    /// <summary>
    /// Sends what has not been taken yet. Never waits and never throws. Of commands that come together a ring goes first: it
    /// concerns a leg that none of the others can mean, and an agent's telephone should not wait for a citizen's greeting.
    /// </summary>
    internal void Offer(IEnumerable<CallCommand> offered)
    {
        List<string>? started = null;
        lock (gate)
        {
            foreach (var command in offered.OrderBy(command => command is not RingParty))
            {
                if (!taken.TryAdd(command.Id, 0))
                {
                    continue;
                }

                if (!chains.TryGetValue(command.Call, out var chain))
                {
                    chains[command.Call] = chain = new Queue<CallCommand>(2);
                    (started ??= []).Add(command.Call);
                }

                chain.Enqueue(command);
            }
        }

        foreach (var call in started ?? [])
        {
            _ = RunAsync(call);
        }
    }

    /// <summary>Looks for unsent commands, sends them, and forgets those that the database has known as sent long enough.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        Offer(await commands.UnsentAsync(source, ExchangeLimits.CommandsPerLook, cancellationToken));
        foreach (var (id, markedAt) in taken)
        {
            if (markedAt != 0 && clock.GetElapsedTime(markedAt) > ExchangeLimits.SentMemory)
            {
                taken.TryRemove(id, out _);
            }
        }
    }

    /// <summary>Notes the last sent commands, for a bounded time, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        reached.Writer.TryComplete();
        stop.CancelAfter(ExchangeLimits.Farewell);
        await marking;
        stop.Dispose();
        room.Dispose();
    }

    private async Task RunAsync(string call)
    {
        while (Next(call) is { } command)
        {
            try
            {
                await SendAsync(command);
            }
            catch (Exception exception) when (exception is ExchangeUnavailableException or OperationCanceledException
                or ChannelClosedException or ObjectDisposedException)
            {
                Forget(call, command);
                return;
            }
        }
    }

    private async Task SendAsync(CallCommand command)
    {
        string? refusal;
        await room.WaitAsync(stop.Token);
        try
        {
            refusal = await send(command, stop.Token);
        }
        catch (Exception exception) when (exception is not (ExchangeUnavailableException or OperationCanceledException))
        {
            // A mistake of ours must not keep the call's other commands waiting for ever.
            NotSent(source, command.GetType().Name, command.Id, exception);
            refusal = "refused";
        }
        finally
        {
            room.Release();
        }

        if (refusal is not null)
        {
            Refused(source, command.GetType().Name, command.Id, refusal);
            await refuse(command, refusal, stop.Token);
        }

        await reached.Writer.WriteAsync(command.Id, stop.Token);
    }

    private CallCommand? Next(string call)
    {
        lock (gate)
        {
            if (chains[call].TryDequeue(out var command))
            {
                return command;
            }

            chains.Remove(call);
            return null;
        }
    }

    /// <summary>With the failed command goes everything behind it, or a later one would overtake it.</summary>
    private void Forget(string call, CallCommand command)
    {
        lock (gate)
        {
            taken.TryRemove(command.Id, out _);
            foreach (var behind in chains[call])
            {
                taken.TryRemove(behind.Id, out _);
            }

            chains.Remove(call);
        }
    }

    private async Task MarkAsync()
    {
        var batch = new List<CommandId>();
        try
        {
            while (await reached.Reader.WaitToReadAsync(stop.Token))
            {
                await Task.Delay(ExchangeLimits.MarkingPause, clock, stop.Token);
                while (batch.Count < ExchangeLimits.CommandsPerLook && reached.Reader.TryRead(out var id))
                {
                    batch.Add(id);
                }

                await MarkAsync(batch);
                foreach (var id in batch)
                {
                    taken[id] = clock.GetTimestamp();
                }

                batch.Clear();
            }
        }
        catch (OperationCanceledException)
        {
            // The next owner sends them again, which does no harm.
        }
    }

    private async Task MarkAsync(List<CommandId> batch)
    {
        while (true)
        {
            try
            {
                await commands.MarkSentAsync(batch, done: true, stop.Token);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                NotMarked(source, batch.Count, exception);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stop.Token);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "{Source} did not take {Command} {Id}: {Reason}")]
    private partial void Refused(string source, string command, CommandId id, string reason);

    [LoggerMessage(LogLevel.Error, "{Command} {Id} could not be put to {Source}")]
    private partial void NotSent(string source, string command, CommandId id, Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Count} commands were sent to {Source}, but the database cannot note it yet")]
    private partial void NotMarked(string source, int count, Exception exception);
}
