using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.StatutoryRoutes;

internal static class EditRoutes
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/statutory-routes", List)
            .WithName("ListStatutoryRoutes")
            .WithSummary("Where matters belong that a hotline may not take, with what the citizen is told.")
            .RequireAuthorization(Rights.RegisterAppeals);
        routes.MapPut("/statutory-routes/{key}", Put)
            .WithName("PutStatutoryRoute")
            .WithSummary("Adds or changes a statutory route. An old version is refused.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(Rights.Administer);
    }

    private static async Task<Ok<Response>> List(Db db, CancellationToken cancellationToken) => TypedResults.Ok(new Response(
        [.. (await db.ListAsync<StatutoryRoute>(Select, null, cancellationToken))
            .Select(route => new Item(route.Key, route.Name, route.Matters, route.Text, route.Active, route.Version))]));

    private static async Task<Results<NoContent, ProblemHttpResult>> Put(
        [RegularExpression("[a-z][a-z-]{0,39}")] string key, Request request, CurrentUser user, Db db, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        if (await work.ExecuteAsync(
            request.Version is 0 ? Insert : Update,
            new { key, request.Name, request.Matters, request.Text, request.Active, request.Version }) is 0)
        {
            return new Refusal("stale-version", "该途径已被他人修改，请刷新后再改。").ToProblem();
        }

        await work.RaiseAsync(new ActDone(
            new AuditRecord(user.Id, "statutory-route.changed", $"statutory-route:{key}", request.Why, null), clock.GetUtcNow()));
        await work.CommitAsync();
        return TypedResults.NoContent();
    }

    /// <param name="Name">Its name.</param>
    /// <param name="Matters">Which matters.</param>
    /// <param name="Text">What the citizen is told.</param>
    /// <param name="Active">Whether it can be chosen.</param>
    /// <param name="Version">The version that was seen, 0 for a new one.</param>
    /// <param name="Why">Why, for the audit.</param>
    public sealed record Request(
        [Required, StringLength(40), PlainText] string Name,
        [Required, StringLength(200), PlainText] string Matters,
        [Required, StringLength(500), PlainText] string Text,
        bool Active,
        int Version,
        [StringLength(200), PlainText] string? Why);

    public sealed record Response(IReadOnlyList<Item> Routes);

    public sealed record Item(string Key, string Name, string Matters, string Text, bool Active, int Version);

    private const string Select = """
        select key as Key, name as Name, matters as Matters, text as Text, active as Active, version as Version
        from intake.statutory_routes
        order by active desc, place, key
        limit 200
        """;

    private const string Insert = """
        insert into intake.statutory_routes (key, name, matters, text, active, place)
        select @key, @Name, @Matters, @Text, @Active, coalesce(max(place), 0) + 1 from intake.statutory_routes
        on conflict (key) do nothing    -- Somebody else has just added it: the version seen, none, is old.
        """;

    private const string Update = """
        update intake.statutory_routes
        set name = @Name, matters = @Matters, text = @Text, active = @Active, version = version + 1
        where key = @key and version = @Version
        """;
}
