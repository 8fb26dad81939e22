using System.Text.Json.Serialization;

namespace ContactCenter.Contracts.Calls;

/// <summary>
/// A telephone number in the form this system compares: E.164 (<c>+8613800001234</c>) where it is one, else the digits as
/// received (short codes such as <c>12315</c>). Its text form is masked, so that no log or exception spells one out by accident.
/// </summary>
public readonly record struct PhoneNumber(string Digits)
{
    /// <summary>A caller who withheld the number.</summary>
    public static PhoneNumber Withheld { get; } = new("");

    /// <summary>The number with its middle hidden; short codes are not personal and stay as they are.</summary>
    [JsonIgnore]
    public string Masked => Digits.Length switch
    {
        0 => "",
        <= 5 => Digits,
        <= 7 => $"{Digits[..1]}***{Digits[^2..]}",
        _ => $"{Digits[..^8]}****{Digits[^4..]}",
    };

    /// <inheritdoc/>
    public override string ToString() => Masked;
}
