using ContactCenter.Contracts.Access;
using ContactCenter.Intake.Citizens;

namespace ContactCenter.Intake.Appeals;

/// <summary>
/// Texts that others than the intake may read: without telephone and identity numbers, and without what the citizen said of
/// themselves in the form.
/// </summary>
internal static class Redaction
{
    // Shorter ones stand in too many innocent words.
    private const int ShortestName = 2;

    // A village's or a street's bare name is no house.
    private const int ShortestHouse = 4;

    internal static string Redact(this IPersonalData personal, string text, CitizenFields.Person? person, bool secret = false)
    {
        foreach (var (kind, value) in Known(person, secret))
        {
            if (value?.Trim() is { Length: >= ShortestName } known)
            {
                text = text.Replace(known, personal.Mask(kind, known), StringComparison.OrdinalIgnoreCase);
            }
        }

        return personal.Redact(text);
    }

    /// <summary>Street and house, which people name without the city and the district before them.</summary>
    private static string? HouseOf(string? address) =>
        address?.LastIndexOfAny(['省', '市', '区', '县', '镇', '乡']) is { } at and >= 0 && address[(at + 1)..].Trim() is { Length: >= ShortestHouse } house
            ? house
            : null;

    private static IEnumerable<(PersonalKind Kind, string? Value)> Known(CitizenFields.Person? person, bool secret)
    {
        yield return (PersonalKind.Address, person?.Address);
        yield return (PersonalKind.Address, HouseOf(person?.Address));
        yield return (PersonalKind.Name, person?.Name);
        yield return (PersonalKind.IdentityNumber, person?.IdentityNumber);
        yield return (PersonalKind.Phone, person?.ContactNumber);
        yield return (PersonalKind.Phone, person?.CallerNumber);
        if (secret)
        {
            yield return (PersonalKind.Name, person?.CompanyName);
        }
    }
}
