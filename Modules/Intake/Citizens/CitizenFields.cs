using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;

namespace ContactCenter.Intake.Citizens;

/// <summary>Who an appeal is from, as it is typed; sealed before anything is written.</summary>
internal static class CitizenFields
{
    /// <summary>A telephone number as people write it: digits, signs between them, an extension.</summary>
    internal const string NumberPattern = @"\+?[0-9][0-9 ()\-]{2,22}[0-9](转[0-9]{1,6})?";

    internal static Citizen Seal(this Person person, IPersonalData personal) => new()
    {
        CallerNumberSealed = Token(personal, PersonalKind.Phone, person.CallerNumber),
        CallerNumberPrint = Print(personal, PersonalKind.Phone, person.CallerNumber),
        ContactNumberSealed = Token(personal, PersonalKind.Phone, person.ContactNumber),
        ContactNumberPrint = Print(personal, PersonalKind.Phone, person.ContactNumber),
        CallerNameSealed = Token(personal, PersonalKind.Name, person.Name),
        IdentityNumberSealed = Token(personal, PersonalKind.IdentityNumber, person.IdentityNumber),
        IdentityNumberPrint = Print(personal, PersonalKind.IdentityNumber, person.IdentityNumber),
        AddressSealed = Token(personal, PersonalKind.Address, person.Address),
        CompanyNameSealed = Token(personal, PersonalKind.Name, person.CompanyName),
    };

    private static string? Token(IPersonalData personal, PersonalKind kind, string? plain) =>
        string.IsNullOrWhiteSpace(plain) ? null : personal.Seal(kind, plain.Trim()).Token;

    // A value without anything to compare, such as a number of noughts, is like no other.
    private static string? Print(IPersonalData personal, PersonalKind kind, string? plain) =>
        string.IsNullOrWhiteSpace(plain) || personal.Fingerprint(kind, plain.Trim()) is not { Length: > 0 } print ? null : print;

    /// <param name="CallerNumber">来电号码; on a live call it is taken from the call and needs not be given.</param>
    /// <param name="ContactNumber">联系方式, where it is another one.</param>
    /// <param name="Name">姓名.</param>
    /// <param name="IdentityNumber">证件号码.</param>
    /// <param name="Address">住址.</param>
    /// <param name="CompanyName">公司名称.</param>
    /// <param name="CallerTags">来电人标签.</param>
    /// <param name="PreferredContact">phone, sms, mail or none; a deaf citizen is reached by SMS.</param>
    /// <param name="Language">The language or dialect spoken, e.g. 祁阳话, 瑶语.</param>
    /// <param name="Anonymous">The citizen gives no name.</param>
    public sealed record Person(
        [StringLength(30), RegularExpression(NumberPattern, ErrorMessage = "电话号码只能含数字和 + - ( )，分机写作“转”加数字。")]
        string? CallerNumber = null,
        [StringLength(30), RegularExpression(NumberPattern, ErrorMessage = "电话号码只能含数字和 + - ( )，分机写作“转”加数字。")]
        string? ContactNumber = null,
        [StringLength(60), PlainText] string? Name = null,
        [StringLength(30), RegularExpression("[0-9A-Za-z()（）-]{4,30}", ErrorMessage = "证件号码只能含数字、字母、括号和 -。")]
        string? IdentityNumber = null,
        [StringLength(200), PlainText] string? Address = null,
        [StringLength(100), PlainText] string? CompanyName = null,
        [MaxLength(10), PlainText] string[]? CallerTags = null,
        [RegularExpression("phone|sms|mail|none")] string? PreferredContact = null,
        [StringLength(20), PlainText] string? Language = null,
        bool Anonymous = false);
}
