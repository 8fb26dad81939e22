using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;
using ContactCenter.Telephony.EventApi.Signing;

namespace ContactCenter.Telephony.EventApi.Sources;

internal static class RetireSourceKey
{
    private static readonly Refusal OnlyOne = new("last-key", "这是该来源唯一的密钥,请先换发新密钥,或停用该来源。");

    internal static RouteHandlerBuilder Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/sources/{source}/keys/{key:guid}", Handle)
        .WithName(nameof(RetireSourceKey))
        .WithSummary("Ends a signing secret before its time, once the PBX uses the newer one or when it has leaked.");

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Handle(
        string source, Guid key, CurrentUser user, Db db, SourceKeys keys, TimeProvider clock, CancellationToken cancellationToken)
    {
        var name = SourceName.InPath(source);
        await using var work = await db.BeginAsync(cancellationToken);
        var accepted = SourceName.IsValid(name) ? await work.ListAsync<Guid>(LockAccepted, new { name }) : [];
        if (!accepted.Contains(key))
        {
            return TypedResults.NotFound();
        }

        if (accepted.Count is 1)
        {
            return OnlyOne.ToProblem();
        }

        await work.ExecuteAsync(Retire, new { key });
        await work.NoteAsync(user, "source.key-retired", name, clock);
        await work.CommitAsync();
        keys.Forget(name);
        return TypedResults.NoContent();
    }

    private const string LockAccepted = """
        select id from telephony.source_keys where source = @name and retired_at is null limit 10 for update
        """;

    private const string Retire = "update telephony.source_keys set retired_at = now() where id = @key";
}
