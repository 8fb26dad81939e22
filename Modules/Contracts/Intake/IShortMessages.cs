namespace ContactCenter.Contracts.Intake;

/// <summary>The way short messages (短信) leave the system: through a provider's HTTP interface, or a file outbox by default.</summary>
public interface IShortMessages
{
    /// <summary>
    /// Writes a message to be sent. Once this returns it is durable and will be tried until sent or given up; a repeat of the same
    /// key sends nothing.
    /// </summary>
    /// <param name="key">Unique for the occasion, e.g. <c>receipt:0198…</c>.</param>
    /// <param name="number">The number.</param>
    /// <param name="text">At most 500 characters.</param>
    /// <param name="cancellationToken">Stops waiting, not sending.</param>
    Task SendAsync(string key, Calls.PhoneNumber number, string text, CancellationToken cancellationToken);
}
