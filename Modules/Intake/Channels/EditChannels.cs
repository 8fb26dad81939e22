using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Channels;

internal static class EditChannels
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/channels", List)
            .WithName("ListChannels")
            .WithSummary("Where appeals come from, with the keys of those that push (their ends only).")
            .RequireAuthorization(Rights.RegisterAppeals);
        var administered = routes.MapGroup("").RequireAuthorization(Rights.Administer);
        administered.MapPut("/channels/{code}", Put)
            .WithName("PutChannel")
            .WithSummary("Adds or changes a channel. An old version is refused.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        administered.MapPost("/channels/{code}/keys", AddKey)
            .WithName("AddChannelKey")
            .WithSummary("Gives a pushing channel a further key, shown this once; former keys stay until they are retired.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        administered.MapDelete("/channels/{code}/keys/{id}", RetireKey)
            .WithName("RetireChannelKey")
            .WithSummary("Ends a key at once.");
    }

    private static async Task<Ok<Response>> List(Db db, CancellationToken cancellationToken)
    {
        var keys = (await db.ListAsync<KeyRow>(SelectKeys, null, cancellationToken)).ToLookup(key => key.Channel);
        return TypedResults.Ok(new Response(
        [
            .. (await db.ListAsync<Channel>(Select, null, cancellationToken)).Select(channel => new Item(
                channel.Code, channel.Name, channel.Kind, channel.Numbered, channel.Straight, channel.Active, channel.Version,
                [.. keys[channel.Code].Select(key => new Key(key.Id, key.Tail, key.CreatedAt))])),
        ]));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Put(
        [RegularExpression("[a-z][a-z0-9-]{0,39}")] string code, Request request, CurrentUser user, Db db, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        if (await work.ExecuteAsync(
            request.Version is 0 ? Insert : Update,
            new { code, request.Name, request.Kind, request.Numbered, request.Straight, request.Active, request.Version }) is 0)
        {
            return new Refusal("stale-version", "该渠道已被他人修改，请刷新后再改。").ToProblem();
        }

        await NoteAsync(work, user, "channel.changed", code, request.Why, clock);
        await work.CommitAsync();
        return TypedResults.NoContent();
    }

    private static async Task<Results<Created<NewKey>, NotFound, ProblemHttpResult>> AddKey(
        string code, CurrentUser user, Db db, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await db.FindAsync<Channel>(Channel.Find, new { channel = code }, cancellationToken) is not { } channel)
        {
            return TypedResults.NotFound();
        }

        if (channel.Kind is not "pushed")
        {
            return new Refusal("channel-not-pushed", "只有推送类渠道使用密钥。").ToProblem();
        }

        var (id, key) = (Guid.CreateVersion7(), ChannelKey.New());
        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(InsertKey, new { id, code, Hash = ChannelKey.HashOf(key), Tail = ChannelKey.TailOf(key), By = user.Id });
        await NoteAsync(work, user, "channel.key-added", code, null, clock);
        await work.CommitAsync();
        return TypedResults.Created((string?)null, new NewKey(id, key));
    }

    private static async Task<Results<NoContent, NotFound>> RetireKey(
        string code, Guid id, CurrentUser user, Db db, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        if (await work.ExecuteAsync(Retire, new { code, id }) is 0)
        {
            return TypedResults.NotFound();
        }

        await NoteAsync(work, user, "channel.key-retired", code, null, clock);
        await work.CommitAsync();
        return TypedResults.NoContent();
    }

    private static Task NoteAsync(Work work, CurrentUser user, string act, string code, string? why, TimeProvider clock) =>
        work.RaiseAsync(new ActDone(new AuditRecord(user.Id, act, $"channel:{code}", why, null), clock.GetUtcNow()));

    /// <param name="Name">What people call it.</param>
    /// <param name="Kind">agent, pushed or public.</param>
    /// <param name="Numbered">It keeps numbers of its own.</param>
    /// <param name="Straight">What it sends with a category goes to dispatch without anybody looking.</param>
    /// <param name="Active">Whether it is open.</param>
    /// <param name="Version">The version that was seen, 0 for a new one.</param>
    /// <param name="Why">Why, for the audit.</param>
    public sealed record Request(
        [Required, StringLength(60), PlainText] string Name,
        [Required, RegularExpression("agent|pushed|public")] string Kind,
        bool Numbered, bool Straight, bool Active, int Version,
        [StringLength(200), PlainText] string? Why);

    public sealed record Response(IReadOnlyList<Item> Channels);

    public sealed record Item(
        string Code, string Name, string Kind, bool Numbered, bool Straight, bool Active, int Version, IReadOnlyList<Key> Keys);

    public sealed record Key(Guid Id, string Tail, DateTimeOffset CreatedAt);

    /// <param name="Id">The key, to retire it by.</param>
    /// <param name="Secret">What the platform sends as its bearer token; nothing shows it again.</param>
    public sealed record NewKey(Guid Id, [property: System.Text.Json.Serialization.JsonPropertyName("key")] string Secret);

    internal sealed class KeyRow
    {
        public Guid Id { get; init; }

        public string Channel { get; init; } = "";

        public string Tail { get; init; } = "";

        public DateTimeOffset CreatedAt { get; init; }
    }

    private const string Select = $"select {Channel.Columns} from intake.channels order by kind, code limit 200";

    private const string SelectKeys = """
        select id, channel, tail, created_at from intake.channel_keys where retired_at is null order by created_at limit 1000
        """;

    private const string Insert = """
        insert into intake.channels (code, name, kind, numbered, straight, active)
        values (@code, @Name, @Kind, @Numbered, @Straight, @Active)
        on conflict (code) do nothing    -- Somebody else has just added it: the version seen, none, is old.
        """;

    private const string Update = """
        update intake.channels
        set name = @Name, kind = @Kind, numbered = @Numbered, straight = @Straight, active = @Active, version = version + 1
        where code = @code and version = @Version
        """;

    private const string InsertKey = """
        insert into intake.channel_keys (id, channel, hash, tail, created_by) values (@id, @code, @Hash, @Tail, @By)
        """;

    private const string Retire = """
        update intake.channel_keys set retired_at = now() where id = @id and channel = @code and retired_at is null
        """;
}
