using System.Security.Claims;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Http;

namespace ContactCenter.Access.Sessions;

/// <summary>Who a live session belongs to, as the database has it now.</summary>
internal sealed record Person
{
    public required AccountId Id { get; init; }

    public required string LogIn { get; init; }

    public required string Name { get; init; }

    public required string[] Roles { get; init; }

    public required long Session { get; init; }

    internal ClaimsPrincipal ToPrincipal(string scheme) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, Id.ToString()),
            new Claim(ClaimTypes.Name, Name),
            new Claim(CurrentUser.SessionClaim, Session.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            .. Roles.Select(role => new Claim(ClaimTypes.Role, role)),
        ],
        scheme));
}
