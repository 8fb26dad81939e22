using System.ComponentModel.DataAnnotations;

namespace ContactCenter.Telephony.Lines;

/// <summary>Refuses control characters: no name contains one, and the database would not take all of them.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
internal sealed class PlainTextAttribute() : ValidationAttribute("请去掉控制字符。")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is not string text || !text.Any(sign => char.IsControl(sign) && sign is not '\n');
}
