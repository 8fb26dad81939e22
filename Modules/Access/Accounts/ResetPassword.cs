using System.ComponentModel.DataAnnotations;
using ContactCenter.Access.Auditing;
using ContactCenter.Access.Sessions;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Access.Accounts;

internal static class ResetPassword
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/accounts/{id}/password", Handle)
        .WithName("ResetPassword")
        .WithSummary("Gives an account another password, ends its sessions and takes a lock off its log-in name.")
        .RequireAuthorization(Rights.Administer);

    private static async Task<Results<NoContent, NotFound>> Handle(
        AccountId id, Request request, CurrentUser user, LiveSessions sessions, Db db, Passwords passwords,
        CancellationToken cancellationToken)
    {
        var hash = passwords.Hash(request.Password);
        await using var work = await db.BeginAsync(cancellationToken);
        if (await work.ExecuteAsync(UpdatePassword, new { id, hash }) == 0)
        {
            return TypedResults.NotFound();
        }

        await AccountRows.RevokeSessionsAsync(work, id);
        await AccountRows.UnlockAsync(work, id);
        await AuditLog.RecordAsync(work, new AuditRecord(user.Id, "account.password-reset", $"account:{id}", null, null));
        await work.CommitAsync();
        sessions.HaveChanged();
        return TypedResults.NoContent();
    }

    public sealed record Request([Required, NewPassword] string Password);

    private const string UpdatePassword = """
        update access.accounts set password_hash = @hash where id = @id
        """;
}
