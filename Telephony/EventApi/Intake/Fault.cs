namespace ContactCenter.Telephony.EventApi.Intake;

/// <summary>Why a message is not accepted.</summary>
/// <param name="Status">The HTTP status of the documented answer.</param>
/// <param name="Code">A stable word for programs.</param>
/// <param name="Title">A sentence for people, in Chinese.</param>
/// <param name="Detail">What the sender should do, in English.</param>
internal sealed record Fault(int Status, string Code, string Title, string Detail)
{
    /// <summary>A batch may hold so many events: one commit's worth, so that its answer comes at once.</summary>
    internal const int BatchLimit = 200;

    internal static Fault NotJson { get; } = new(
        400, "not-json", "正文不是合法的 JSON。", "Send one JSON object (or one array for a batch) in UTF-8, at most 64 levels deep.");

    internal static Fault NotUtf8 { get; } = new(
        400, "not-utf-8", "正文不是合法的 UTF-8。", "Encode the body in UTF-8.");

    internal static Fault BatchTooLong { get; } = new(
        400, "batch-too-long", "一批事件最多 200 条。", $"Send at most {BatchLimit} events in one batch.");

    internal static Fault BatchEmpty { get; } = new(
        400, "batch-empty", "批次中没有事件。", "Send at least one event in a batch.");

    internal static Fault ForeignSource { get; } = new(
        422, "foreign-source", "事件的 source 不是签名方。", "Sign each event with the key of the source that it names.");

    internal static Fault IdReused { get; } = new(
        409, "event-id-reused", "同一 id 已有内容不同的事件。", "Give every event an id of its own and never change an event on retry.");

    internal static Fault Unstorable { get; } = new(
        422, "unstorable", "事件含有无法保存的内容。", "Remove what no text can hold, such as NUL characters, from the named attributes.");

    internal static Fault TooBusy { get; } = new(
        429, "too-many-events", "该来源待写入的事件过多。", "Wait as long as Retry-After says and send the same events again.");

    internal static Fault Unavailable { get; } = new(
        503, "not-durable", "暂时无法保存事件。", "Nothing was accepted: wait as long as Retry-After says and send the same events again.");

    internal static Fault Schema(string what) => new(400, "schema", "事件不符合格式。", what);

    internal static Fault Meaning(string what) => new(422, "meaning", "事件内容不合逻辑,已隔离保存。", what);
}
