namespace ContactCenter.Scenarios.Telephony;

/// <summary>What scenarios fill in about a line.</summary>
internal static class LineForms
{
    internal static object Settings(
        string name = "测试热线", string mode = "wholeMerge", string? queue = "market", string? firstSide = null,
        string? departmentQueue = null, string? forwardAddress = null, int? overflowSeconds = null, string afterNotice = "queue",
        string? greeting = null, string department = "市市场监督管理局", string? note = null) => new
        {
            name,
            department,
            mode,
            level = "municipal",
            handledBy = "city_12345",
            seatArrangement = "unknown",
            firstSide,
            queue,
            departmentQueue,
            forwardAddress,
            overflowSeconds,
            afterNotice,
            greeting,
            note,
        };
}
