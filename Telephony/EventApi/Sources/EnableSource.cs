using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;
using ContactCenter.Telephony.EventApi.Signing;

namespace ContactCenter.Telephony.EventApi.Sources;

internal static class EnableSource
{
    internal static RouteHandlerBuilder Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/sources/{source}/enable", Enable)
        .WithName(nameof(EnableSource))
        .WithSummary("Lets a disabled PBX speak again, with the keys it had.");

    internal static RouteHandlerBuilder MapDisable(IEndpointRouteBuilder routes) => routes
        .MapPost("/sources/{source}/disable", Disable)
        .WithName("DisableSource")
        .WithSummary("Stops taking anything from a PBX: on this host at once, on others within five seconds.");

    private static Task<Results<NoContent, NotFound>> Enable(
        string source, CurrentUser user, Db db, SourceKeys keys, TimeProvider clock, CancellationToken cancellationToken) =>
        SetAsync(source, isEnabled: true, user, db, keys, clock, cancellationToken);

    private static Task<Results<NoContent, NotFound>> Disable(
        string source, CurrentUser user, Db db, SourceKeys keys, TimeProvider clock, CancellationToken cancellationToken) =>
        SetAsync(source, isEnabled: false, user, db, keys, clock, cancellationToken);

    private static async Task<Results<NoContent, NotFound>> SetAsync(
        string source, bool isEnabled, CurrentUser user, Db db, SourceKeys keys, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var name = SourceName.InPath(source);
        await using var work = await db.BeginAsync(cancellationToken);
        if (!SourceName.IsValid(name) || await work.ExecuteAsync(Update, new { name, isEnabled }) is 0)
        {
            return TypedResults.NotFound();
        }

        await work.NoteAsync(user, isEnabled ? "source.enabled" : "source.disabled", name, clock);
        await work.CommitAsync();
        keys.Forget(name);
        return TypedResults.NoContent();
    }

    private const string Update = """
        update telephony.sources
        set disabled_at = case when @isEnabled then null else coalesce(disabled_at, now()) end
        where source = @name
        """;
}
