using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;

namespace ContactCenter.Access.Accounts;

internal static class GetAccount
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/accounts/{id}", Handle)
        .WithName("GetAccount")
        .WithSummary("Tells everything about one account except its password.")
        .RequireAuthorization(Rights.Administer);

    private static async Task<Results<Ok<AccountView>, NotFound>> Handle(
        AccountId id, Db db, CancellationToken cancellationToken) =>
        await AccountRows.FindViewAsync(db, id, cancellationToken) is { } account
            ? TypedResults.Ok(account)
            : TypedResults.NotFound();
}
