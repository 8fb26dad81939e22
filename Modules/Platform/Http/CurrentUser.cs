using System.Reflection;
using System.Security.Claims;
using ContactCenter.Contracts.Access;
using Microsoft.AspNetCore.Http;

namespace ContactCenter.Platform.Http;

/// <summary>The signed-in person, as a handler's parameter.</summary>
/// <param name="Id">The account.</param>
/// <param name="Name">The name shown to others.</param>
/// <param name="Session">Identifies this sign-in; a later sign-in of the same account has a greater one.</param>
public sealed record CurrentUser(AccountId Id, string Name, long Session)
{
    /// <summary>The claim that carries <see cref="Session"/>.</summary>
    public const string SessionClaim = "session";

    /// <summary>Reads the person from the request; endpoints that take one require sign-in, so there is one.</summary>
    public static ValueTask<CurrentUser?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(From(context.User));

    /// <summary>Reads the person from a principal, or null where nobody is signed in.</summary>
    public static CurrentUser? From(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? new CurrentUser(
                new AccountId(id),
                principal.FindFirstValue(ClaimTypes.Name) ?? "",
                long.TryParse(principal.FindFirstValue(SessionClaim), out var session) ? session : 0)
            : null;
}
