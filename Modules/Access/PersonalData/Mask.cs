using System.Text.RegularExpressions;
using ContactCenter.Contracts.Access;

namespace ContactCenter.Access.PersonalData;

/// <summary>What everybody may see of a personal datum: enough to tell two apart, not enough to use one.</summary>
internal static partial class Mask
{
    private const string Hidden = "****";

    // The compound surnames that are borne by more than a few thousand people.
    private static readonly HashSet<string> CompoundSurnames =
    [
        "欧阳", "上官", "司马", "司徒", "诸葛", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "夏侯", "东方", "端木",
        "百里", "呼延", "轩辕", "南宫", "独孤", "淳于", "申屠", "鲜于", "闻人", "东郭", "西门", "澹台", "钟离", "濮阳", "公冶",
    ];

    internal static string Of(PersonalKind kind, string plain) => plain.Length == 0 ? "" : kind switch
    {
        PersonalKind.Phone => Phone(plain),
        PersonalKind.Name => Name(plain),
        PersonalKind.IdentityNumber => IdentityNumber(plain),
        PersonalKind.Address => Address(plain),
        PersonalKind.Narrative => Redaction.Of(plain),
    };

    /// <summary>138****1234, 0746****234; a short code such as 12315 is nobody's and stays.</summary>
    private static string Phone(string plain)
    {
        var number = Notation.Phone(plain);
        return number switch
        {
            ['+', ..] => number.Length > 9 ? $"{number[..3]}{Hidden}{number[^3..]}" : $"{number[..2]}{Hidden}",
            { Length: 0 } => Hidden,
            { Length: <= 5 } => number,
            { Length: <= 8 } => $"{number[0]}{Hidden}{number[^2..]}",
            ['1', '0', ..] when number.Length == 10 => $"010{Hidden}{number[^3..]}",
            ['1', ..] => number.Length > 9 ? $"{number[..3]}{Hidden}{number[^4..]}" : $"{number[..2]}{Hidden}{number[^2..]}",
            ['2', ..] => $"0{number[..2]}{Hidden}{number[^3..]}",
            _ => $"0{number[..3]}{Hidden}{number[^3..]}",
        };
    }

    /// <summary>张*, 张**, 欧阳**; of a name in other letters, or one too long for a Chinese one, the first sign alone.</summary>
    private static string Name(string plain)
    {
        var name = plain.Trim();
        var shown = name switch
        {
            { Length: 0 or 1 } => 0,
            { Length: 3 or 4 } when CompoundSurnames.Contains(name[..2]) => 2,
            _ => char.IsHighSurrogate(name[0]) ? 2 : 1,
        };
        return name.Length is 2 or 3 or 4 ? $"{name[..shown]}{new string('*', name.Length - shown)}" : $"{name[..shown]}***";
    }

    /// <summary>An identity card's region and its last two signs; of any other document its first and last one.</summary>
    private static string IdentityNumber(string plain)
    {
        var number = Notation.IdentityNumber(plain);
        return number.Length switch
        {
            18 => $"{number[..6]}**********{number[^2..]}",
            > 6 => $"{number[0]}{Hidden}{number[^1]}",
            _ => Hidden,
        };
    }

    /// <summary>Province, city, county and street (街道, 镇, 乡); nothing of what stands after them.</summary>
    private static string Address(string plain) => $"{Area().Match(Notation.Wide(plain).Trim()).Value}***";

    // A unit's own name has none of the signs that streets, houses and villages are named with.
    [GeneratedRegex("""
        ^(?:[\u4e00-\u9fff-[路街巷弄号栋幢楼室组村社小]]{2,8}?(?:省|自治区))?
        (?:[\u4e00-\u9fff-[路街巷弄号栋幢楼室组村社小]]{1,8}?(?:市(?![场政])|自治州|地区|盟))?
        (?:[\u4e00-\u9fff-[路街巷弄号栋幢楼室组村社小]]{1,8}?(?:(?<![园校景院厂库])区|县(?![委城政])|旗|市(?![场政])))?
        (?:[\u4e00-\u9fff-[路街巷弄号栋幢楼室组村社小]]{1,8}?(?:街道|镇|乡))?
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Area();
}
