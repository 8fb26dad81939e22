using System.Text.Json;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;
using Npgsql;

namespace ContactCenter.Intake.Drafts;

internal static class KeepDrafts
{
    private const int LargestBody = 100_000;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/drafts", List)
            .WithName("ListDrafts")
            .WithSummary("One's own unfinished forms, newest first; nobody else's can be seen.")
            .RequireAuthorization(Rights.RegisterAppeals);
        routes.MapGet("/drafts/{id}", Show)
            .WithName("ShowDraft")
            .WithSummary("One's own unfinished form as it was last saved.")
            .RequireAuthorization(Rights.RegisterAppeals);
        routes.MapPut("/drafts/{id}", Save)
            .WithName("SaveDraft")
            .WithSummary("Saves an unfinished form as it is, sealed; the identifier is made by the console. An old version is refused.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(Rights.RegisterAppeals);
        routes.MapDelete("/drafts/{id}", Discard)
            .WithName("DiscardDraft")
            .WithSummary("Throws one's own unfinished form away.")
            .RequireAuthorization(Rights.RegisterAppeals);
    }

    private static async Task<Ok<IReadOnlyList<Item>>> List(CurrentUser user, Db db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await db.ListAsync<Item>(SelectMine, new { Owner = user.Id }, cancellationToken));

    private static async Task<Results<Ok<Response>, NotFound>> Show(
        Guid id, CurrentUser user, Db db, DraftSeal seal, CancellationToken cancellationToken) =>
        await db.FindAsync<Row>(Select, new { id, Owner = user.Id }, cancellationToken) is { } row
            ? TypedResults.Ok(new Response(id, row.CallId, JsonElement.Parse(seal.Open(row.BodySealed)), row.Version, row.SavedAt))
            : TypedResults.NotFound();

    private static async Task<Results<Ok<Saved>, NotFound, ValidationProblem, ProblemHttpResult>> Save(
        Guid id, Request request, CurrentUser user, Db db, DraftSeal seal, CancellationToken cancellationToken)
    {
        var body = request.Body.GetRawText();
        if (request.Body.ValueKind is not JsonValueKind.Object || body.Length > LargestBody)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["body"] = ["草稿须为 JSON 对象，且不超过 10 万字符。"] });
        }

        try
        {
            await using var work = await db.BeginAsync(cancellationToken);
            if (await work.FindAsync<int>(CountRegistered, new { id }) > 0)
            {
                return new Refusal("draft-registered", "该表单已登记为诉求，不再保存草稿。").ToProblem();
            }

            var version = await work.FindAsync<int?>(Upsert, new
            {
                id, Owner = user.Id, Call = request.Call?.Value, request.Secret, Body = seal.Seal(body), request.Version,
            });
            if (version is null)
            {
                return await work.FindAsync<int?>(SelectVersion, new { id, Owner = user.Id }) is { } newer
                    ? new Refusal(
                        "stale-version", "该草稿已在别处保存了更新的内容，请重新打开。",
                        new Dictionary<string, object?> { ["version"] = newer }).ToProblem()
                    : TypedResults.NotFound();
            }

            await work.CommitAsync();
            return TypedResults.Ok(new Saved(version.Value));
        }
        catch (PostgresException exception) when (exception.ConstraintName is "drafts_call")
        {
            return new Refusal("draft-exists", "该通话已有一份草稿，请打开它继续填写。").ToProblem();
        }
    }

    private static async Task<NoContent> Discard(Guid id, CurrentUser user, Db db, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(Delete, new { id, Owner = user.Id });
        await work.CommitAsync();
        return TypedResults.NoContent();
    }

    /// <param name="Body">The form as the console keeps it.</param>
    /// <param name="Secret">Marked secret (保密) so far.</param>
    /// <param name="Call">The call it belongs to.</param>
    /// <param name="Version">The version that was last saved or opened; 0 for a new one.</param>
    public sealed record Request(JsonElement Body, bool Secret, CallId? Call, int Version);

    public sealed record Saved(int Version);

    public sealed record Response(Guid Id, Guid? Call, JsonElement Body, int Version, DateTimeOffset SavedAt);

    public sealed class Item
    {
        public Guid Id { get; init; }

        public Guid? Call { get; init; }

        public bool Secret { get; init; }

        public DateTimeOffset SavedAt { get; init; }
    }

    internal sealed class Row
    {
        public Guid? CallId { get; init; }

        public string BodySealed { get; init; } = "";

        public int Version { get; init; }

        public DateTimeOffset SavedAt { get; init; }
    }

    private const string SelectMine = """
        select id as Id, call_id as Call, secret as Secret, saved_at as SavedAt
        from intake.drafts
        where owner = @Owner
        order by saved_at desc
        limit 50
        """;

    private const string Select = """
        select call_id, body_sealed, version, saved_at from intake.drafts where id = @id and owner = @Owner
        """;

    private const string SelectVersion = "select version from intake.drafts where id = @id and owner = @Owner";

    private const string CountRegistered = "select count(*)::int from intake.appeals where draft_id = @id";

    private const string Upsert = """
        insert into intake.drafts (id, owner, call_id, secret, body_sealed)
        values (@id, @Owner, @Call, @Secret, @Body)
        on conflict (id) do update    -- the form was saved before: saved again, if it is this agent's and as it was seen
        set call_id = excluded.call_id, secret = excluded.secret, body_sealed = excluded.body_sealed, saved_at = now(),
            version = intake.drafts.version + 1
        where intake.drafts.owner = @Owner and intake.drafts.version = @Version
        returning version
        """;

    private const string Delete = "delete from intake.drafts where id = @id and owner = @Owner";
}
