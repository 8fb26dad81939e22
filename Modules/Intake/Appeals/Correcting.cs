using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Intake;
using ContactCenter.Intake.Areas;
using ContactCenter.Intake.Categories;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Appeals;

/// <summary>Puts an open appeal's facts right: on taking it up from the inbox, or later.</summary>
internal sealed class Correcting(IPersonalData personal, CategoryBook categories, AreaBook areas)
{
    internal Refusal? WhyNot(Facts facts) =>
        facts.Category is { } category && categories.Find(category) is null
            ? new Refusal("category-unknown", "没有这个分类，或已停用，请重新选择。")
            : facts.Area is { } area && areas.Find(area) is null
            ? new Refusal("area-unknown", "没有这个地区，请重新选择。")
            : null;

    /// <summary>Writes the facts; what the citizen said of themselves is left out of the texts as at registration.</summary>
    internal Task WriteAsync(Work work, Appeal appeal, Facts facts)
    {
        var known = new Citizens.CitizenFields.Person(
            Open(appeal.CallerNumberSealed), Open(appeal.ContactNumberSealed), Open(appeal.CallerNameSealed),
            Open(appeal.IdentityNumberSealed), Open(appeal.AddressSealed), Open(appeal.CompanyNameSealed));
        string Redact(string text) => personal.Redact(text, known, facts.Secret);
        return work.ExecuteAsync(Update, new
        {
            appeal.Id,
            Type = facts.Type.Word(),
            Urgency = facts.Urgency.Word(),
            facts.Category,
            CategoryVersion = categories.Find(facts.Category)?.Version,
            facts.Area,
            Place = facts.Place is { } place ? Redact(place) : null,
            facts.Longitude,
            facts.Latitude,
            Title = Redact(facts.Title),
            Brief = Redact(facts.Brief),
            facts.Secret,
        });
    }

    private string? Open(string? token) => token is null ? null : personal.Open(new Sealed(token));

    /// <param name="Type">诉求类型.</param>
    /// <param name="Title">标题.</param>
    /// <param name="Brief">转办内容.</param>
    /// <param name="Urgency">紧急程度.</param>
    /// <param name="Category">问题分类编码.</param>
    /// <param name="Area">事发地, the code of an area.</param>
    /// <param name="Place">事发地 as free text.</param>
    /// <param name="Longitude">Of the place, in degrees.</param>
    /// <param name="Latitude">Of the place, in degrees.</param>
    /// <param name="Secret">是否保密.</param>
    public sealed record Facts(
        AppealType Type,
        [Required, StringLength(100, MinimumLength = 2), PlainText] string Title,
        [Required, StringLength(AppealFields.LongestBrief, MinimumLength = 2), PlainText(Lines = true)] string Brief,
        Urgency Urgency = Urgency.Normal,
        [RegularExpression(@"\d{2}(\d{2})?")] string? Category = null,
        [RegularExpression(@"\d{4,12}")] string? Area = null,
        [StringLength(200), PlainText] string? Place = null,
        [Range(-180.0, 180.0)] double? Longitude = null,
        [Range(-90.0, 90.0)] double? Latitude = null,
        bool Secret = false);

    private const string Update = """
        update intake.appeals
        set type = @Type, urgency = @Urgency, category = @Category, category_version = @CategoryVersion, area = @Area,
            place = @Place, longitude = @Longitude, latitude = @Latitude, title = @Title, brief = @Brief, secret = @Secret,
            version = version + 1
        where id = @Id
        """;
}
