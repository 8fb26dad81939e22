using System.Text.Json;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Policies;
using ContactCenter.Platform;
using ContactCenter.Platform.Calendars;

namespace ContactCenter.Dispatch.Clocks;

/// <summary>A deadline of a work order, as it stands in the database.</summary>
internal sealed class Clock
{
    internal const string Columns = """
        id, order_id, kind as KindWord, org_id, amount, unit, source, extensions::text as ExtensionsText, warn_amount, warn_unit,
        started_at, not_after, due_at, warn_at, provisional, calendar_version, state as StateWord, warned_at, overdue_at, paused_at,
        stopped_at
        """;

    public Guid Id { get; init; }

    public WorkOrderId OrderId { get; init; }

    public OrganisationId? OrgId { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? NotAfter { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? WarnAt { get; init; }

    public bool Provisional { get; init; }

    public long? CalendarVersion { get; init; }

    public DateTimeOffset? WarnedAt { get; init; }

    public DateTimeOffset? OverdueAt { get; init; }

    public DateTimeOffset? PausedAt { get; init; }

    public DateTimeOffset? StoppedAt { get; init; }

    internal ClockKind Kind => Spelling.Read<ClockKind>(KindWord);

    internal ClockState State => Spelling.Read<ClockState>(StateWord);

    internal Limit Limit => new(Amount, Spelling.Read<LimitUnit>(Unit), Source);

    internal IReadOnlyList<Limit> Extensions => ExtensionsText is null
        ? []
        : JsonSerializer.Deserialize<List<Limit>>(ExtensionsText, Json.Options)!;

    internal TimeLimit? WarnBefore => WarnAmount is { } amount ? new TimeLimit(amount, Spelling.Read<LimitUnit>(WarnUnit!)) : null;

    // Words and JSON as they stand in the columns.
    internal string KindWord { get; init; } = "";

    internal string StateWord { get; init; } = "";

    internal int Amount { get; init; }

    internal string Unit { get; init; } = "";

    internal string Source { get; init; } = "";

    internal string? ExtensionsText { get; init; }

    internal int? WarnAmount { get; init; }

    internal string? WarnUnit { get; init; }
}
