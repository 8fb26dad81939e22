using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Organisations.Members;

internal static class JoinOrganisation
{
    // Whoever moves the same account waits here for the other to finish.
    private const string LockAccount = "select pg_advisory_xact_lock(hashtextextended('dispatch.members:' || @account::text, 0))";

    private const string SelectNow = "select org_id from dispatch.members where account_id = @account and until is null";

    private const string Leave = "update dispatch.members set until = @now where account_id = @account and until is null";

    private const string Join = """
        insert into dispatch.members (id, account_id, log_in, org_id, since, by_id, by_name, why)
        values (@id, @account, @logIn, @org, @now, @byId, @byName, @why)
        """;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/organisations/{id}/members", Handle)
            .WithName("JoinOrganisation")
            .WithSummary("Makes an account a clerk of an organisation; it leaves the one it was in, for one belongs to one at a time.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(Rights.Administer);
        routes.MapPost("/organisations/{id}/members/{account}/leave", HandleLeave)
            .WithName("LeaveOrganisation")
            .WithSummary("Ends that an account is a clerk of an organisation.")
            .RequireAuthorization(Rights.Administer);
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Handle(
        OrganisationId id, Request request, CurrentUser user, OrganisationBook book, IAccounts accounts, Db db, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        await book.RefreshAsync(cancellationToken);
        if (book.Today.Find(id) is not { } organisation)
        {
            return TypedResults.NotFound();
        }

        var account = await accounts.FindAsync(request.LogIn, cancellationToken);
        if ((WhyNot(account, request.LogIn) ?? WhyNot(organisation, book.Today)) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(LockAccount, new { account = account!.Id });
        var before = await work.FindAsync<Guid?>(SelectNow, new { account = account.Id });
        if (before != id.Value)
        {
            var now = clock.GetUtcNow();
            await work.ExecuteAsync(Leave, new { account = account.Id, now });
            await work.ExecuteAsync(Join, new
            {
                id = Guid.CreateVersion7(), account = account.Id, logIn = account.LogIn, org = id, now, byId = user.Id, byName = user.Name,
                why = request.Why,
            });
            await AuditAsync(work, "member.joined", account.Id, request.Why, new { organisation = id, before }, user, now);
            await work.CommitAsync();
        }

        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound>> HandleLeave(
        OrganisationId id, AccountId account, LeaveRequest request, CurrentUser user, Db db, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(LockAccount, new { account });
        if (await work.FindAsync<Guid?>(SelectNow, new { account }) != id.Value)
        {
            return TypedResults.NotFound();
        }

        var now = clock.GetUtcNow();
        await work.ExecuteAsync(Leave, new { account, now });
        await AuditAsync(work, "member.left", account, request.Why, new { organisation = id }, user, now);
        await work.CommitAsync();
        return TypedResults.NoContent();
    }

    private static Refusal? WhyNot(AccountSummary? account, string logIn) =>
        account is null ? new Refusal("no-such-account", $"没有登录名为 {logIn} 的账号，请先在账号管理中新建。")
        : !account.Roles.Contains(Roles.Clerk)
            ? new Refusal("account-is-no-clerk", $"账号 {account.LogIn} 没有“承办单位经办人”角色，请先在账号管理中授予。")
        : null;

    private static Refusal? WhyNot(Organisation organisation, OrganisationTree tree) => tree.Holds(organisation) ? null : new Refusal(
        "organisation-ended",
        tree.Current(organisation.Id) is { } heir
            ? $"“{organisation.Name}”已撤销，请加入承接其职责的“{heir.Name}”。"
            : $"“{organisation.Name}”今天不存在或已撤销，请选择其他单位。");

    private static Task AuditAsync(
        Work work, string act, AccountId account, string why, object details, CurrentUser user, DateTimeOffset now) =>
        work.RaiseAsync(new ActDone(
            new AuditRecord(user.Id, act, $"account:{account}", why, JsonSerializer.Serialize(details, Json.Options)), now));

    /// <param name="LogIn">The account's log-in name.</param>
    /// <param name="Why">Why, for the audit.</param>
    public sealed record Request([Required, StringLength(64)] string LogIn, [Required, StringLength(300)] string Why);

    /// <param name="Why">Why, for the audit.</param>
    public sealed record LeaveRequest([Required, StringLength(300)] string Why);
}
