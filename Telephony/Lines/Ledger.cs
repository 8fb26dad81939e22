using ContactCenter.Platform.Database;
using ContactCenter.Telephony.Numbers;

namespace ContactCenter.Telephony.Lines;

/// <summary>
/// The ledger of published numbers (公开电话台账, 国办函〔2025〕66号 item 4): each change of a number, and where the public was told.
/// Entries are never changed; a mistake is corrected by a further one.
/// </summary>
internal static class Ledger
{
    /// <summary>The notices of a number, newest first; at most 200.</summary>
    internal static async Task<IReadOnlyList<Notice>> ListAsync(
        Db db, DialledNumber number, CancellationToken cancellationToken)
    {
        var rows = await db.ListAsync<Row>(SelectNotices, new { number.Number, number.Area }, cancellationToken);
        return
        [
            .. rows.Select(row => new Notice(
                row.Id, Words.Read<LedgerChange>(row.Change), row.HappensOn, row.What, row.AnnouncedOn, row.AnnouncedWhere,
                row.RecordedAt, row.RecordedBy)),
        ];
    }

    /// <param name="Id">The entry.</param>
    /// <param name="Change">What kind of change.</param>
    /// <param name="HappensOn">The day it happens.</param>
    /// <param name="What">What changes, in words for the public.</param>
    /// <param name="AnnouncedOn">The day the public was told; null where it was not yet.</param>
    /// <param name="AnnouncedWhere">Where: the channels that published the number first.</param>
    /// <param name="RecordedAt">When this was entered.</param>
    /// <param name="RecordedBy">By whom.</param>
    internal sealed record Notice(
        Guid Id, LedgerChange Change, DateOnly HappensOn, string What, DateOnly? AnnouncedOn, string? AnnouncedWhere,
        DateTimeOffset RecordedAt, string? RecordedBy);

    private sealed record Row
    {
        public Guid Id { get; init; }
        public string Change { get; init; } = "";
        public DateOnly HappensOn { get; init; }
        public string What { get; init; } = "";
        public DateOnly? AnnouncedOn { get; init; }
        public string? AnnouncedWhere { get; init; }
        public DateTimeOffset RecordedAt { get; init; }
        public string? RecordedBy { get; init; }
    }

    private const string SelectNotices = """
        select id, change, happens_on as HappensOn, what, announced_on as AnnouncedOn, announced_where as AnnouncedWhere,
            recorded_at as RecordedAt, recorded_name as RecordedBy
        from telephony.ledger_notices
        where number = @Number and area = @Area
        order by happens_on desc, recorded_at desc
        limit 200
        """;
}

/// <summary>What happens to a published number.</summary>
internal enum LedgerChange
{
    /// <summary>启用.</summary>
    Opened,

    /// <summary>变更.</summary>
    Changed,

    /// <summary>转接至 12345.</summary>
    Forwarded,

    /// <summary>停用.</summary>
    Closed,

    /// <summary>恢复.</summary>
    Reopened,

    /// <summary>更正: an earlier entry was wrong.</summary>
    Corrected,
}
