namespace ContactCenter.Calls.Live;

/// <summary>A queue as boards see it. Counts are of the day in China.</summary>
public sealed record QueueView(
    string Key, string Name, string Team, int Priority, int Waiting, DateTimeOffset? LongestWaitSince, int Offered, int Connected,
    int ReadyAgents, int EligibleAgents, int ServiceLevelSeconds, int OfferedToday, int AnsweredToday, int AnsweredInTimeToday,
    int AbandonedToday, int CallbacksDue, bool Open);
