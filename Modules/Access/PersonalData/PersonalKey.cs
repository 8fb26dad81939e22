namespace ContactCenter.Access.PersonalData;

/// <summary>One key of personal data.</summary>
/// <param name="Id">What a token names its key by: digits and small letters.</param>
/// <param name="Key">256 bits.</param>
/// <param name="SealsFrom">From when new values are sealed with it; it opens what it sealed for as long as it is kept.</param>
internal sealed record PersonalKey(string Id, byte[] Key, DateTimeOffset SealsFrom)
{
    public override string ToString() => $"key {Id}";
}
