using System.Security.Claims;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Live;

namespace ContactCenter.Scenarios.Live;

/// <summary>Things that change, as a module has them: rows with a version, and the change shown in the same transaction.</summary>
internal sealed class Floor(Db db)
{
    internal async Task PrepareAsync()
    {
        await using var work = await db.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync("select pg_advisory_xact_lock(815)");
        await work.ExecuteAsync("create schema if not exists scenario");
        await work.ExecuteAsync("""
            create table if not exists scenario.items (
                topic text not null, key text not null, version bigint not null, value text, primary key (topic, key))
            """);
        await work.CommitAsync();
    }

    /// <summary>A transaction of its own, for those who want to be slow or to give up.</summary>
    internal Task<Work> BeginAsync() => db.BeginAsync(CancellationToken.None);

    /// <summary>Changes one thing, or removes it where the value is null.</summary>
    internal async Task<LiveChange> ChangeAsync(string topic, string key, string? value, bool urgent = false)
    {
        await using var work = await db.BeginAsync(CancellationToken.None);
        var change = await ChangeAsync(work, topic, key, value, urgent);
        await work.CommitAsync();
        return change;
    }

    internal static async Task<LiveChange> ChangeAsync(Work work, string topic, string key, string? value, bool urgent = false)
    {
        var change = await WriteAsync(work, topic, key, value, urgent);
        await work.ShowAsync(change);
        return change;
    }

    /// <summary>As a host that died after its commit: the row is in the log, and nobody was told.</summary>
    internal async Task<LoggedChange> ChangeSilentlyAsync(string topic, string key, string? value)
    {
        await using var work = await db.BeginAsync(CancellationToken.None);
        var change = await WriteAsync(work, topic, key, value, urgent: false);
        var ids = await work.ListAsync<long>(ChangeLog.Insert, ChangeLog.Parameters([change]));
        await work.CommitAsync();
        return new LoggedChange(ids[0], change);
    }

    /// <summary>What the database has of a topic.</summary>
    internal async Task<Dictionary<string, string>> ItemsAsync(string topic) =>
        (await FloorSource.LoadAsync(db, topic, CancellationToken.None)).ToDictionary(item => item.Key, item => item.Value);

    private static async Task<LiveChange> WriteAsync(Work work, string topic, string key, string? value, bool urgent)
    {
        var version = await work.FindAsync<long>(
            """
            insert into scenario.items (topic, key, version, value)
            values (@topic, @key, 1, @value)
            on conflict (topic, key) do update set version = scenario.items.version + 1, value = excluded.value
            returning version
            """,
            new { topic, key, value });
        return new LiveChange(topic, key, version, value, urgent);
    }
}

/// <summary>Topics <c>floor:…</c> for everybody, <c>room:…</c> for those who may watch the floor.</summary>
internal sealed class FloorSource(Db db) : ITopicSource
{
    /// <summary>Rooms that are closed to everybody from now on.</summary>
    internal HashSet<string> Closed { get; } = [];

    public bool Owns(string topic) =>
        topic.StartsWith("floor:", StringComparison.Ordinal) || topic.StartsWith("room:", StringComparison.Ordinal);

    public bool MayWatch(ClaimsPrincipal person, string topic) =>
        !Closed.Contains(topic) && (topic.StartsWith("floor:", StringComparison.Ordinal) || person.IsInRole(Roles.ShiftLeader));

    public Task<IReadOnlyList<LiveItem>> LoadAsync(string topic, CancellationToken cancellationToken) =>
        LoadAsync(db, topic, cancellationToken);

    internal static Task<IReadOnlyList<LiveItem>> LoadAsync(Db db, string topic, CancellationToken cancellationToken) =>
        db.ListAsync<LiveItem>(
            "select key, version, value from scenario.items where topic = @topic and value is not null limit 10000",
            new { topic },
            cancellationToken);
}

/// <summary>What modules are told of who sits where.</summary>
internal sealed class SeatLog : IPresence
{
    private readonly Lock gate = new();
    private readonly List<string> said = [];
    private readonly List<int> beats = [];

    internal IReadOnlyList<string> Said
    {
        get
        {
            lock (gate)
            {
                return [.. said];
            }
        }
    }

    /// <summary>How many consoles each telling of beats named.</summary>
    internal IReadOnlyList<int> Beats
    {
        get
        {
            lock (gate)
            {
                return [.. beats];
            }
        }
    }

    public Task ConnectedAsync(OpenConsole console, CancellationToken cancellationToken) => Note($"+{console.User.Name}");

    public Task BeatAsync(IReadOnlyCollection<OpenConsole> consoles, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            beats.Add(consoles.Count);
        }

        return Task.CompletedTask;
    }

    public Task DisconnectedAsync(OpenConsole console, CancellationToken cancellationToken) => Note($"-{console.User.Name}");

    private Task Note(string what)
    {
        lock (gate)
        {
            said.Add(what);
        }

        return Task.CompletedTask;
    }
}
