namespace ContactCenter.Platform.Calendars;

/// <summary>What a day is to the offices of the state.</summary>
public enum DayKind
{
    /// <summary>工作日: an ordinary day from Monday to Friday.</summary>
    Workday,

    /// <summary>休息日: an ordinary Saturday or Sunday.</summary>
    Weekend,

    /// <summary>节假日: off by a notice, whatever day of the week it is.</summary>
    Holiday,

    /// <summary>调休上班: a Saturday or Sunday that a notice makes a working day.</summary>
    MakeUp,
}

/// <summary>What is known of a day.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The holiday it belongs to, or null.</param>
/// <param name="Notice">The number of the notice that says so; null where it follows from the day of the week.</param>
/// <param name="Provisional">Whether a notice still to be published may change it.</param>
public readonly record struct DayFact(DayKind Kind, string? Name, string? Notice, bool Provisional)
{
    /// <summary>Whether offices work on it.</summary>
    public bool Works => Kind is DayKind.Workday or DayKind.MakeUp;
}
