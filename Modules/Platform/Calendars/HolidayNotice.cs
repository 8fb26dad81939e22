namespace ContactCenter.Platform.Calendars;

/// <summary>A notice that arranges holidays: the yearly one of the State Council's office, an amendment of it, or a local one.</summary>
/// <param name="Number">文号, or what identifies it.</param>
/// <param name="PublishedOn">When it was published. Of two notices on one day the later published counts.</param>
/// <param name="Year">The year it arranges as a whole; null for an amendment or a local notice.</param>
/// <param name="NumberChecked">Whether the number was seen in more than one place.</param>
/// <param name="Title">Its title.</param>
/// <param name="Days">What it says.</param>
public sealed record HolidayNotice(
    string Number, DateOnly PublishedOn, int? Year, bool NumberChecked, string Title, IReadOnlyList<ArrangedDays> Days);

/// <summary>Days that a notice arranges alike.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
/// <param name="Kind">What they are. Workday and Weekend take an earlier arrangement back.</param>
/// <param name="Name">The holiday.</param>
public sealed record ArrangedDays(DateOnly From, DateOnly To, DayKind Kind, string Name);
