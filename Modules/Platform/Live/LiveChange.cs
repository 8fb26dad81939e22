using ContactCenter.Platform.Database;

namespace ContactCenter.Platform.Live;

/// <summary>One thing on consoles' screens changed.</summary>
/// <param name="Topic">What consoles subscribe to, e.g. <c>board</c> or <c>agent:0198…</c>.</param>
/// <param name="Key">The item within the topic, e.g. <c>call:…</c>.</param>
/// <param name="Version">Grows with each change of the item; a lower one is stale and is dropped.</param>
/// <param name="Value">The item's new state as JSON, or null where it is gone. It carries no unmasked personal data.</param>
/// <param name="Urgent">Never coalesced with a later change of the same item (an offer, its withdrawal).</param>
public sealed record LiveChange(string Topic, string Key, long Version, string? Value, bool Urgent = false);

/// <summary>A change with its place in the durable log that every host follows.</summary>
/// <param name="Id">The log row.</param>
/// <param name="Change">The change.</param>
public sealed record LoggedChange(long Id, LiveChange Change);

/// <summary>How changes are written to the log, for code that composes its own batch.</summary>
public static class ChangeLog
{
    /// <summary>Writes changes in order and returns their ids in the same order.</summary>
    public const string Insert = """
        insert into platform.changes (topic, key, version, value, urgent)
        select topic, key, version, value, urgent
        from unnest(@Topics, @Keys, @Versions, @Values, @Urgents)
            with ordinality as change (topic, key, version, value, urgent, place)
        order by place
        returning id
        """;

    private const string InsertInBatch = """
        insert into platform.changes (topic, key, version, value, urgent)
        select topic, key, version, value, urgent
        from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::boolean[])
            with ordinality as change (topic, key, version, value, urgent, place)
        order by place
        returning id
        """;

    /// <summary>Adds the statement that writes changes in order to a batch; it answers their ids in the same order.</summary>
    public static void Add(Batch batch, IReadOnlyList<LiveChange> changes) => batch.Add(
        InsertInBatch,
        changes.Select(change => change.Topic).ToArray(), changes.Select(change => change.Key).ToArray(),
        changes.Select(change => change.Version).ToArray(), changes.Select(change => change.Value).ToArray(),
        changes.Select(change => change.Urgent).ToArray());

    /// <summary>The parameters of <see cref="Insert"/>.</summary>
    public static object Parameters(IReadOnlyList<LiveChange> changes) => new
    {
        Topics = changes.Select(change => change.Topic).ToArray(),
        Keys = changes.Select(change => change.Key).ToArray(),
        Versions = changes.Select(change => change.Version).ToArray(),
        Values = changes.Select(change => change.Value).ToArray(),
        Urgents = changes.Select(change => change.Urgent).ToArray(),
    };
}
