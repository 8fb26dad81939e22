using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ContactCenter.Intake.Messages;

/// <summary>
/// Sends the messages that wait. Every host does it: a claim keeps two from sending one message, and lapses with the host, so
/// that a message may be handed over twice after a crash, with the same key, but is never lost.
/// </summary>
internal sealed partial class MessageSender(
    Db db, Bells bells, IPersonalData personal, IMessageProvider provider, IOptions<IntakeOptions> options,
    ILogger<MessageSender> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                while (await SendSomeAsync(stoppingToken))
                {
                }
            }
            catch (NpgsqlException exception)
            {
                CannotReach(exception);
            }

            await bells.WaitAsync(MessageBook.Bell, LookEvery, stoppingToken);
        }
    }

    private async Task<bool> SendSomeAsync(CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        var claimed = await work.ListAsync<Waiting>(Claim);
        await work.CommitAsync();
        await Task.WhenAll(claimed.Select(message => SendAsync(message, cancellationToken)));
        return claimed.Count > 0;
    }

    private async Task SendAsync(Waiting message, CancellationToken cancellationToken)
    {
        var handover = await HandOverAsync(message, cancellationToken);
        var state = handover.Result switch
        {
            HandoverResult.Taken => "sent",
            HandoverResult.Refused => "givenUp",
            HandoverResult.NotNow => message.Attempts >= options.Value.MessageAttempts ? "givenUp" : "waiting",
        };
        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(Settle, new { message.Id, State = state, handover.Error, Provider = handover.Id });
        await work.CommitAsync();
        if (state is "givenUp")
        {
            GivenUp(message.Id, message.Attempts, handover.Error);
        }
    }

    private async Task<Handover> HandOverAsync(Waiting message, CancellationToken cancellationToken)
    {
        try
        {
            return await provider.SendAsync(
                new OutgoingMessage(
                    message.Key, personal.Open(new Sealed(message.NumberSealed)), message.NumberMasked, message.NumberSealed,
                    personal.Open(new Sealed(message.TextSealed))),
                cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One message that cannot be opened or sent must not stop those behind it.
            return new Handover(HandoverResult.NotNow, null, exception.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Error, "Short message {Id} was given up after {Attempts} attempts: {Reason}")]
    private partial void GivenUp(Guid id, int attempts, string? reason);

    [LoggerMessage(LogLevel.Warning, "Short messages wait because the database cannot be reached")]
    private partial void CannotReach(Exception exception);

    private sealed class Waiting
    {
        public Guid Id { get; init; }

        public string Key { get; init; } = "";

        public string NumberSealed { get; init; } = "";

        public string NumberMasked { get; init; } = "";

        public string TextSealed { get; init; } = "";

        public int Attempts { get; init; }
    }

    // The claim is the next attempt's time: longer than all tries of one message take, and growing with each attempt.
    private const string Claim = """
        update intake.messages
        set attempts = attempts + 1, next_attempt_at = now() + least(power(2, attempts), 120) * interval '30 seconds'
        where id in (
            select id from intake.messages
            where state = 'waiting' and next_attempt_at <= now()
            order by next_attempt_at
            limit 10
            for update skip locked)
        returning id, key, number_sealed, number_masked, text_sealed, attempts
        """;

    private const string Settle = """
        update intake.messages
        set state = @State, last_error = @Error, provider_id = coalesce(@Provider, provider_id),
            settled_at = case when @State <> 'waiting' then now() end
        where id = @Id and state = 'waiting'
        """;
}
