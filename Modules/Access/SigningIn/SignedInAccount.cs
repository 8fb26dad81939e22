using ContactCenter.Access.Sessions;
using ContactCenter.Contracts.Access;

namespace ContactCenter.Access.SigningIn;

/// <summary>The account a console works under.</summary>
internal sealed record SignedInAccount(AccountId Id, string LogIn, string Name, IReadOnlyList<string> Roles)
{
    internal static SignedInAccount Of(Person person) => new(person.Id, person.LogIn, person.Name, person.Roles);
}
