namespace ContactCenter.Telephony.Numbers;

/// <summary>
/// A number somebody dialled, in the one form in which numbers are compared: the area it belongs to and the digits within
/// it. <c>12315</c>, <c>074612315</c> and <c>+8674612315</c> are the same one; <c>073112315</c> is another city's.
/// </summary>
/// <param name="Area">
/// The area code with its zero, e.g. <c>0746</c>; empty for what belongs to no area (mobile, 400 and foreign numbers).
/// </param>
/// <param name="Number">
/// The digits within the area; short codes keep their form. Mobile and foreign numbers are E.164. Empty where what the
/// trunk sent names no number at all.
/// </param>
internal sealed record DialledNumber(string Area, string Number)
{
    /// <summary>What the trunk sent is no telephone number.</summary>
    internal static DialledNumber Unreadable { get; } = new("", "");

    internal bool IsReadable => Number.Length > 0;

    /// <summary>A text that reads back as the same number on every host, whatever its home area is.</summary>
    public override string ToString() => Area.Length == 0 ? Number : $"{Area}-{Number}";
}
