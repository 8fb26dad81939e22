namespace ContactCenter.Contracts.Access;

/// <summary>Seals again, with the key that seals now, what older keys sealed.</summary>
public interface IResealing
{
    /// <summary>The text with every sealed value in it sealed anew, or null where there is nothing to do.</summary>
    string? Again(string text);

    /// <summary>The stored message sealed anew, or null where there is nothing to do.</summary>
    byte[]? Again(byte[] message);
}
