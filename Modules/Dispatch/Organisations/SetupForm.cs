using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Dispatch;

namespace ContactCenter.Dispatch.Organisations;

/// <summary>The settings of an organisation as a person fills them in.</summary>
internal static class SetupForm
{
    internal const string CodePattern = "^[a-z0-9][a-z0-9-]{1,39}$";
    internal const string CodeRule = "代码由小写字母、数字和连字符组成，2至40位，例如 market-regulation。";
    internal const string AreaPattern = "^[0-9]{6}([0-9]{3}){0,2}$";
    internal const string AreaRule = "区划代码为6位数字，乡镇（街道）9位，村（社区）12位。";

    /// <param name="Code">A stable word.</param>
    /// <param name="Name">The full name.</param>
    /// <param name="ShortName">How people call it.</param>
    /// <param name="Kind">What kind of unit it is.</param>
    /// <param name="Parent">Whose part it is; null where it stands by itself.</param>
    /// <param name="Area">The code of its area; null for the whole city.</param>
    /// <param name="Source">Where this is known from.</param>
    /// <param name="Confidence">How sure it is.</param>
    /// <param name="Note">Anything worth knowing.</param>
    public sealed record Fields(
        [Required, RegularExpression(CodePattern, ErrorMessage = CodeRule)] string Code,
        [Required, StringLength(100, MinimumLength = 2)] string Name,
        [StringLength(30)] string? ShortName,
        [EnumDataType(typeof(OrganisationKind))] OrganisationKind Kind,
        OrganisationId? Parent,
        [RegularExpression(AreaPattern, ErrorMessage = AreaRule)] string? Area,
        [StringLength(200)] string? Source,
        [StringLength(20)] string? Confidence,
        [StringLength(500)] string? Note)
    {
        internal OrganisationLife.Setup ToSetup() =>
            new(Code, Name.Trim(), ShortName, Kind, Parent, Area, Source, Confidence, Note, null);
    }
}
