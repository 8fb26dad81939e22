using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using ContactCenter.Access.Auditing;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;
using Npgsql;

namespace ContactCenter.Access.Accounts;

internal static class AddAccount
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/accounts", Handle)
        .WithName("AddAccount")
        .WithSummary("Adds an account; its person signs in with the password given here and should change it.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.Administer);

    private static async Task<Results<Created<AccountView>, ProblemHttpResult>> Handle(
        Request request, CurrentUser user, Db db, Passwords passwords, CancellationToken cancellationToken)
    {
        var id = AccountId.New();
        var hash = passwords.Hash(request.Password);
        try
        {
            await using var work = await db.BeginAsync(cancellationToken);
            await work.ExecuteAsync(InsertAccount, new { id, request.LogIn, request.Name, hash, request.Roles });
            await AuditLog.RecordAsync(work, new AuditRecord(
                user.Id, "account.added", $"account:{id}", null,
                JsonSerializer.Serialize(new { request.Roles }, Json.Options)));
            await work.CommitAsync();
        }
        catch (PostgresException exception) when (exception.ConstraintName == "accounts_log_in")
        {
            return new Refusal("log-in-taken", "该用户名已被使用，请换一个。").ToProblem();
        }

        var added = await AccountRows.FindViewAsync(db, id, cancellationToken);
        return TypedResults.Created($"/api/access/accounts/{id}", added);
    }

    public sealed record Request(
        [Required, StringLength(64, MinimumLength = 2),
            RegularExpression(@"[\w.@-]+", ErrorMessage = "用户名只能含字母、数字、汉字和 . _ - @。")] string LogIn,
        [Required, StringLength(64), RegularExpression(@"\P{Cc}+", ErrorMessage = "姓名不能含控制字符。")] string Name,
        [Required, NewPassword] string Password,
        [Required, KnownRoles] string[] Roles);

    private const string InsertAccount = """
        insert into access.accounts (id, log_in, name, password_hash, roles)
        values (@id, @LogIn, @Name, @hash, @Roles)
        """;
}
