using System.Security.Claims;
using System.Text.Json;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Intake;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Live;

namespace ContactCenter.Intake.Appeals;

/// <summary>
/// Tells the desks that the inbox changed: which appeals wait and in whose hands they are, and nothing of what they say, for some
/// are secret. What a person may see of them the list tells.
/// </summary>
internal sealed class InboxTopic(Db db) : ITopicSource
{
    private const string Topic = "intake-inbox";

    private static readonly string[] Desks = [Roles.Agent, Roles.ShiftLeader, Roles.Dispatcher];

    public bool Owns(string topic) => topic == Topic;

    public bool MayWatch(ClaimsPrincipal person, string topic) => Desks.Any(person.IsInRole);

    public async Task<IReadOnlyList<LiveItem>> LoadAsync(string topic, CancellationToken cancellationToken) =>
    [
        .. (await db.ListAsync<Waiting>(Select, null, cancellationToken)).Select(
            one => new LiveItem(one.Id.ToString(), one.Version, ValueOf(one.Version, one.Occupant))),
    ];

    /// <summary>It waits, in these hands or in nobody's.</summary>
    internal static LiveChange Waits(AppealId id, int version, Guid? occupant) =>
        new(Topic, id.ToString(), version, ValueOf(version, occupant));

    /// <summary>It waits no more.</summary>
    internal static LiveChange Gone(AppealId id, int version) => new(Topic, id.ToString(), version, null);

    private static string ValueOf(int version, Guid? occupant) => JsonSerializer.Serialize(new { version, occupant }, Json.Options);

    private sealed class Waiting
    {
        public Guid Id { get; init; }

        public int Version { get; init; }

        public Guid? Occupant { get; init; }
    }

    private const string Select = """
        select id, version, occupant from intake.appeals where state = 'received' order by received_at, id limit 1000
        """;
}
