using System.ComponentModel.DataAnnotations;

namespace ContactCenter.Intake;

/// <summary>
/// Text as people type it: no control characters but line breaks and tabs where lines are allowed, no marks that turn the
/// writing direction round, and no half of a character.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class PlainTextAttribute : ValidationAttribute
{
    public PlainTextAttribute()
        : base("文字不能含控制字符。")
    {
    }

    /// <summary>Whether line breaks and tabs are allowed.</summary>
    public bool Lines { get; init; }

    public override bool IsValid(object? value) => value switch
    {
        string text => IsPlain(text),
        IEnumerable<string> texts => texts.All(text => text is not null && IsPlain(text)),
        _ => true,
    };

    private bool IsPlain(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                index++;
            }
            else if (char.IsSurrogate(character) || IsDirection(character)
                || (char.IsControl(character) && !(Lines && character is '\n' or '\r' or '\t')))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDirection(char character) => character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
