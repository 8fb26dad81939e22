namespace ContactCenter.Platform.Calendars;

/// <summary>In what a time limit counts.</summary>
public enum LimitUnit
{
    /// <summary>Minutes by the clock on the wall, which nothing stops.</summary>
    NaturalMinutes,

    /// <summary>Hours by the clock on the wall, which nothing stops.</summary>
    NaturalHours,

    /// <summary>自然日: counted from the next day, to the end (24:00) of the last, which rolls past days off.</summary>
    NaturalDays,

    /// <summary>Minutes of office hours.</summary>
    WorkingMinutes,

    /// <summary>Hours of office hours.</summary>
    WorkingHours,

    /// <summary>工作日: counted from the next working day, to the closing time of the last.</summary>
    WorkingDays,
}

/// <summary>A time limit.</summary>
/// <param name="Amount">How much; never negative.</param>
/// <param name="Unit">Of what.</param>
public readonly record struct TimeLimit(int Amount, LimitUnit Unit)
{
    /// <summary>Whether it runs through nights, weekends, holidays and pauses alike.</summary>
    public bool IsNatural => Unit is LimitUnit.NaturalMinutes or LimitUnit.NaturalHours or LimitUnit.NaturalDays;

    /// <summary>Whether it counts whole days, the first of which is the day after.</summary>
    public bool CountsDays => Unit is LimitUnit.NaturalDays or LimitUnit.WorkingDays;

    /// <summary>How long it is, where it counts no days.</summary>
    internal TimeSpan Span => Unit switch
    {
        LimitUnit.NaturalMinutes or LimitUnit.WorkingMinutes => TimeSpan.FromMinutes(Amount),
        LimitUnit.NaturalHours or LimitUnit.WorkingHours => TimeSpan.FromHours(Amount),
        LimitUnit.NaturalDays or LimitUnit.WorkingDays => throw new InvalidOperationException($"{Unit} have no fixed length."),
    };
}
