using System.ComponentModel.DataAnnotations;
using ContactCenter.Access.Accounts;
using ContactCenter.Access.Auditing;
using ContactCenter.Access.Sessions;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Access.SigningIn;

internal static class ChangeMyPassword
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/me/password", Handle)
        .WithName("ChangeMyPassword")
        .WithSummary("Changes one's own password; the account's other sessions end.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .RequireAuthorization(Rights.SignedIn);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Request request, CurrentUser user, LiveSessions sessions, Credentials credentials, Passwords passwords, Db db,
        HttpContext context, CancellationToken cancellationToken)
    {
        // Whoever found a console open must not get further by guessing here than at the sign-in.
        var person = await sessions.FindAsync(user, cancellationToken);
        var (_, refused) = await credentials.CheckAsync(
            person?.LogIn ?? "", request.Current, context.Connection.RemoteIpAddress, cancellationToken);
        if (refused is not null)
        {
            // Not the 401 of the sign-in: the session is good, and a console must not throw its person out.
            return refused == SignInOutcome.Wrong
                ? new Refusal("wrong-password", "当前密码不正确。").ToProblem()
                : refused.ToProblem(context);
        }

        var hash = passwords.Hash(request.New);
        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(UpdatePassword, new { user.Id, hash });
        await work.ExecuteAsync(RevokeOtherSessions, new { user.Id, user.Session });
        await AuditLog.RecordAsync(work, new AuditRecord(user.Id, "account.password-changed", $"account:{user.Id}", null, null));
        await work.CommitAsync();
        sessions.HaveChanged();
        return TypedResults.NoContent();
    }

    public sealed record Request([Required, StringLength(128)] string Current, [Required, NewPassword] string New);

    private const string UpdatePassword = """
        update access.accounts set password_hash = @hash where id = @Id
        """;

    private const string RevokeOtherSessions = """
        update access.sessions set revoked_at = now()
        where account_id = @Id and number <> @Session and revoked_at is null
        """;
}
