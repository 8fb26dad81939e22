using System.ComponentModel.DataAnnotations;

namespace ContactCenter.Dispatch.Organisations.Contacts;

/// <summary>A duty contact as a person fills it in.</summary>
internal static class ContactForm
{
    /// <param name="Role">What it is there for.</param>
    /// <param name="Place">The order in which they are called.</param>
    /// <param name="Hours">When, in words, e.g. <c>24小时</c>.</param>
    /// <param name="Name">Who answers.</param>
    /// <param name="Number">The number.</param>
    public sealed record Fields(
        [EnumDataType(typeof(ContactRole))] ContactRole Role,
        [Range(1, 100)] int Place,
        [Required, StringLength(60)] string Hours,
        [Required, StringLength(40)] string Name,
        [Required, RegularExpression("^ *\\+?[0-9][0-9 -]{4,24} *$", ErrorMessage = "电话号码由数字组成，可含区号和连字符，例如 0746-8365110。")] string Number);
}
