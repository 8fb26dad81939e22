using ContactCenter.Platform.Calendars;

namespace ContactCenter.Dispatch.Policies;

/// <summary>A time limit and who says so.</summary>
internal sealed record Limit(int Amount, LimitUnit Unit, string Source)
{
    internal TimeLimit Time => new(Amount, Unit);

    /// <summary>The limit as people say it: 5 个工作日.</summary>
    public override string ToString() => Unit switch
    {
        LimitUnit.NaturalMinutes => $"{Amount} 分钟",
        LimitUnit.NaturalHours => $"{Amount} 小时",
        LimitUnit.NaturalDays => $"{Amount} 日",
        LimitUnit.WorkingMinutes => $"{Amount} 分钟(工作时间)",
        LimitUnit.WorkingHours => $"{Amount} 小时(工作时间)",
        LimitUnit.WorkingDays => $"{Amount} 个工作日",
    };
}
