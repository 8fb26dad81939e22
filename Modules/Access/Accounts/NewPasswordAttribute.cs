using System.ComponentModel.DataAnnotations;

namespace ContactCenter.Access.Accounts;

/// <summary>
/// A password somebody chooses: 10 to 128 characters of at least three kinds, as GB/T 22239-2019 (8.1.4.1 a) asks for
/// complexity without saying how much.
/// </summary>
internal sealed class NewPasswordAttribute()
    : ValidationAttribute("密码须为 10 至 128 个字符，并至少包含大写字母、小写字母、数字、其他字符中的三类。")
{
    private const int Shortest = 10;
    private const int Longest = 128;
    private const int Kinds = 3;

    public override bool IsValid(object? value) =>
        value is string { Length: >= Shortest and <= Longest } password
        && password.Select(KindOf).Distinct().Count() >= Kinds;

    private static int KindOf(char character) => character switch
    {
        _ when char.IsAsciiLetterUpper(character) => 1,
        _ when char.IsAsciiLetterLower(character) => 2,
        _ when char.IsAsciiDigit(character) => 3,
        _ => 4,
    };
}
