using ContactCenter.Access.Auditing;
using ContactCenter.Access.Sessions;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;
using Microsoft.AspNetCore.Authentication;

namespace ContactCenter.Access.SigningIn;

internal static class SignOut
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/sign-out", Handle)
        .WithName("SignOut")
        .WithSummary("Ends the session of the request: its cookie or token counts no more, on any host.")
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .RequireAuthorization(Rights.SignedIn);

    private static async Task<NoContent> Handle(
        CurrentUser user, Db db, LiveSessions sessions, HttpContext context, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(RevokeSession, new { user.Id, user.Session });
        await AuditLog.RecordAsync(work, new AuditRecord(
            user.Id, "account.signed-out", $"account:{user.Id}", null, $$"""{"session":{{user.Session}}}"""));
        await work.CommitAsync();

        sessions.HaveChanged();
        await context.SignOutAsync(Schemes.Cookie);
        return TypedResults.NoContent();
    }

    private const string RevokeSession = """
        update access.sessions set revoked_at = now()
        where account_id = @Id and number = @Session and revoked_at is null
        """;
}
