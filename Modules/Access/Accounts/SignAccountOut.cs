using ContactCenter.Access.Auditing;
using ContactCenter.Access.Sessions;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Access.Accounts;

internal static class SignAccountOut
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/accounts/{id}/sign-out", Handle)
        .WithName("SignAccountOut")
        .WithSummary("Ends every session and token of an account, e.g. after a console was left open or a token was lost.")
        .RequireAuthorization(Rights.Administer);

    private static async Task<Results<NoContent, NotFound>> Handle(
        AccountId id, CurrentUser user, LiveSessions sessions, Db db, CancellationToken cancellationToken)
    {
        if (await AccountRows.FindViewAsync(db, id, cancellationToken) is null)
        {
            return TypedResults.NotFound();
        }

        await using var work = await db.BeginAsync(cancellationToken);
        await AccountRows.RevokeSessionsAsync(work, id);
        await AuditLog.RecordAsync(work, new AuditRecord(user.Id, "account.sessions-ended", $"account:{id}", null, null));
        await work.CommitAsync();
        sessions.HaveChanged();
        return TypedResults.NoContent();
    }
}
