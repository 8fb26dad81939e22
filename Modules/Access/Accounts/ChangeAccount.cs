using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using ContactCenter.Access.Auditing;
using ContactCenter.Access.Sessions;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Access.Accounts;

internal static class ChangeAccount
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/accounts/{id}", Handle)
        .WithName("ChangeAccount")
        .WithSummary("Changes an account's name and roles, disables or enables it; takes effect within seconds everywhere.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.Administer);

    private static async Task<Results<Ok<AccountView>, NotFound, ProblemHttpResult>> Handle(
        AccountId id, Request request, CurrentUser user, LiveSessions sessions, Db db, CancellationToken cancellationToken)
    {
        await using (var work = await db.BeginAsync(cancellationToken))
        {
            var others = (await work.ListAsync<AccountId>(LockAdministrators, new { id })).Except([id]).Count();
            if (await work.FindAsync<Account>(SelectAccount, new { id }) is not { } account)
            {
                return TypedResults.NotFound();
            }

            var wanted = account with
            {
                Name = request.Name, Roles = request.Roles, Disabled = request.Disabled, Version = request.Version,
            };
            if (account.WhyNotBecome(wanted, others) is { } refusal)
            {
                return refusal.ToProblem();
            }

            await work.ExecuteAsync(UpdateAccount, wanted);
            if (wanted.Disabled)
            {
                await AccountRows.RevokeSessionsAsync(work, id);
            }

            await AuditLog.RecordAsync(work, new AuditRecord(
                user.Id, ActOf(account, wanted), $"account:{id}", request.Reason,
                JsonSerializer.Serialize(new { Before = account.Roles, After = wanted.Roles }, Json.Options)));
            await work.CommitAsync();
        }

        sessions.HaveChanged();
        return TypedResults.Ok((await AccountRows.FindViewAsync(db, id, cancellationToken))!);
    }

    private static string ActOf(Account before, Account after) => (before.Disabled, after.Disabled) switch
    {
        (false, true) => "account.disabled",
        (true, false) => "account.enabled",
        _ => "account.changed",
    };

    /// <param name="Name">The name shown to others.</param>
    /// <param name="Roles">All roles it is to have.</param>
    /// <param name="Disabled">Whether it may sign in no longer; its sessions end.</param>
    /// <param name="Version">The version that was seen.</param>
    /// <param name="Reason">Why, for the audit.</param>
    public sealed record Request(
        [Required, StringLength(64), RegularExpression(@"\P{Cc}+", ErrorMessage = "姓名不能含控制字符。")] string Name,
        [Required, KnownRoles] string[] Roles,
        bool Disabled,
        long Version,
        [StringLength(200), RegularExpression(@"\P{Cc}*", ErrorMessage = "原因不能含控制字符。")] string? Reason);

    // The account itself among them and all in the same order, so that two administrators who take the right from each other
    // wait for one another instead of both succeeding, or both holding what the other needs.
    private const string LockAdministrators = """
        select id
        from access.accounts
        where ('administrator' = any(roles) and disabled_at is null) or id = @id
        order by id
        limit 10000
        for update
        """;

    private const string SelectAccount = """
        select id as Id, log_in as LogIn, name as Name, roles as Roles, disabled_at is not null as Disabled, version as Version
        from access.accounts
        where id = @id
        """;

    private const string UpdateAccount = """
        update access.accounts
        set name = @Name, roles = @Roles, version = version + 1,
            disabled_at = case when @Disabled then coalesce(disabled_at, now()) end
        where id = @Id
        """;
}
