namespace ContactCenter.Intake.Messages;

/// <summary>Somebody who sends short messages.</summary>
internal interface IMessageProvider
{
    /// <summary>Hands one message over.</summary>
    Task<Handover> SendAsync(OutgoingMessage message, CancellationToken cancellationToken);
}

/// <summary>A message to be sent.</summary>
/// <param name="Key">Its key: a provider that knows it already has it.</param>
/// <param name="Number">The number, in clear: it is what the provider needs.</param>
/// <param name="Masked">The number as everybody may see it.</param>
/// <param name="Sealed">The number as it is stored.</param>
/// <param name="Text">The text.</param>
internal sealed record OutgoingMessage(string Key, string Number, string Masked, string Sealed, string Text)
{
    public override string ToString() => $"{Key} to {Masked}";
}

/// <summary>What became of a message.</summary>
/// <param name="Result">Whether it is gone.</param>
/// <param name="Id">What the provider calls it, where it says so.</param>
/// <param name="Error">Why not, without number and text.</param>
internal sealed record Handover(HandoverResult Result, string? Id = null, string? Error = null);

/// <summary>Whether a message is gone.</summary>
internal enum HandoverResult
{
    /// <summary>The provider has it.</summary>
    Taken,

    /// <summary>The provider says no, and would say so again.</summary>
    Refused,

    /// <summary>The provider could not be reached, or not now.</summary>
    NotNow,
}
