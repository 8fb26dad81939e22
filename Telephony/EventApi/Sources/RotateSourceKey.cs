using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;
using ContactCenter.Telephony.EventApi.Signing;

namespace ContactCenter.Telephony.EventApi.Sources;

internal static class RotateSourceKey
{
    internal static RouteHandlerBuilder Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/sources/{source}/keys", Handle)
        .WithName(nameof(RotateSourceKey))
        .WithSummary("Gives a PBX a further signing secret, shown this once; the one before stays valid, older ones end.");

    private static async Task<Results<Created<Response>, NotFound>> Handle(
        string source, CurrentUser user, Db db, SourceKeys keys, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (name, id, secret) = (SourceName.InPath(source), Guid.CreateVersion7(), WebhookSignature.NewSecret());
        await using var work = await db.BeginAsync(cancellationToken);
        if (!SourceName.IsValid(name) || await work.FindAsync<string>(Lock, new { name }) is null)
        {
            return TypedResults.NotFound();
        }

        await work.ExecuteAsync(SourceKeyRows.Insert, new { Id = id, Source = name, Secret = keys.Sealed(secret) });
        await work.ExecuteAsync(RetireOlder, new { name, SourceKeyRows.Accepted });
        await work.NoteAsync(user, "source.key-added", name, clock);
        await work.CommitAsync();
        keys.Forget(name);
        return TypedResults.Created((string?)null, new Response(id, secret));
    }

    /// <param name="Id">The key, to retire it by.</param>
    /// <param name="Secret">The signing secret; nothing shows it again.</param>
    public sealed record Response(Guid Id, string Secret);

    private const string Lock = "select source from telephony.sources where source = @name for update";

    private const string RetireOlder = """
        update telephony.source_keys
        set retired_at = now()
        where source = @name and retired_at is null and id not in (
            select id from telephony.source_keys
            where source = @name and retired_at is null
            order by created_at desc, id desc
            limit @Accepted)
        """;
}
