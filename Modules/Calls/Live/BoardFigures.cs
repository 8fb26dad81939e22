namespace ContactCenter.Calls.Live;

/// <summary>The hall's figures of the day in China.</summary>
public sealed record BoardFigures(
    DateTimeOffset At, int OfferedToday, int AnsweredToday, int AnsweredInTimeToday, int AbandonedToday, int CallbacksDue,
    int Waiting, DateTimeOffset? LongestWaitSince, int ServiceLevelSeconds, int RescuedBySweepToday, int UnknownNumbersToday);
