namespace ContactCenter.Contracts.Access;

/// <summary>
/// Whole messages as they came from outside, which may have anybody's data in them: sealed for a column of bytes, with the same
/// keys as single values.
/// </summary>
public interface ISealedMessages
{
    /// <summary>Encrypts a message for storing.</summary>
    byte[] Seal(ReadOnlySpan<byte> message);

    /// <summary>
    /// Decrypts a stored message for the system's own use. What was stored before messages were sealed is answered as it is.
    /// Throws where it was not sealed by this installation's keys.
    /// </summary>
    byte[] Open(byte[] stored);

    /// <summary>A keyed hash, by which a repeat is recognised; it tells nobody without the key what was in the message.</summary>
    byte[] Hash(ReadOnlySpan<byte> message);
}
