using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Access.PersonalData;

internal static class ResealNow
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/personal-keys", List)
            .WithName("ListPersonalKeys")
            .WithSummary("The keys of personal data by name: which seals now, which may be retired because nothing is left of it.")
            .RequireAuthorization(Rights.Administer);
        routes.MapPost("/personal-keys/reseal", Handle)
            .WithName("ResealPersonalData")
            .WithSummary("Seals anew at once what older keys sealed; the system does the same by itself every ten minutes.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(Rights.Administer);
    }

    private static async Task<Ok<Listed>> List(Db db, PersonalKeys keys, CancellationToken cancellationToken)
    {
        var rows = await db.ListAsync<Row>(SelectKeys, new { KeyMarks.Fingerprint }, cancellationToken);
        var sealing = keys.Sealing.Id;
        var unseen = keys.Ring.Keys.Where(key => rows.All(row => row.Id != key.Id));
        return TypedResults.Ok(new Listed(
        [
            .. rows.Select(row => new Item(row.Id, row.FirstSeen, row.Id == sealing, row.UnusedSince, row.RetiredAt)),
            .. unseen.Select(key => new Item(key.Id, null, key.Id == sealing, null, null)),
        ]));
    }

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        CurrentUser user, KeyUpkeep upkeep, IAudit audit, CancellationToken cancellationToken)
    {
        if (await upkeep.RunAsync(cancellationToken) is not { } count)
        {
            return new Refusal("reseal-under-way", "重新加密正在进行，请稍后再看密钥列表。").ToProblem();
        }

        await audit.RecordAsync(
            new AuditRecord(user.Id, "personal-data.resealed", "personal-keys", null, $$"""{"values":{{count}}}"""), cancellationToken);
        return TypedResults.Ok(new Response(count));
    }

    /// <param name="Values">How many were sealed anew.</param>
    public sealed record Response(long Values);

    public sealed record Listed(IReadOnlyList<Item> Keys);

    /// <param name="Id">The key's name in the file.</param>
    /// <param name="FirstSeen">When it was noted in the database; null for one that has only just come into the file.</param>
    /// <param name="Seals">New values are sealed with it.</param>
    /// <param name="UnusedSince">Since when nothing is sealed with it: it may be retired.</param>
    /// <param name="RetiredAt">When it was retired.</param>
    public sealed record Item(string Id, DateTimeOffset? FirstSeen, bool Seals, DateTimeOffset? UnusedSince, DateTimeOffset? RetiredAt);

    private sealed record Row(string Id, DateTimeOffset FirstSeen, DateTimeOffset? UnusedSince, DateTimeOffset? RetiredAt);

    private const string SelectKeys = """
        select id as Id, first_seen as FirstSeen, unused_since as UnusedSince, retired_at as RetiredAt
        from access.personal_keys
        where id <> @Fingerprint
        order by first_seen, id
        limit 1000
        """;
}
