using System.Security.Claims;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;
using ContactCenter.Platform.Live;

namespace ContactCenter.Access.Sessions;

/// <summary>
/// Tells the live connections who their people are now. A request is checked as it comes; a connection was checked when it
/// opened, and goes on for as long as the console does.
/// </summary>
internal sealed class ConnectedPeople(Db db) : ISignIns
{
    public async Task<IReadOnlyList<ClaimsPrincipal?>> RefreshAsync(
        IReadOnlyList<CurrentUser> signIns, CancellationToken cancellationToken)
    {
        var people = await db.ListAsync<Person>(
            SelectPeople,
            new
            {
                ids = signIns.Select(signIn => signIn.Id.Value).ToArray(),
                numbers = signIns.Select(signIn => signIn.Session).ToArray(),
            },
            cancellationToken);
        var live = people.ToDictionary(person => (person.Id, person.Session));
        return [.. signIns.Select(signIn => live.GetValueOrDefault((signIn.Id, signIn.Session))?.ToPrincipal(Schemes.Account))];
    }

    // As many rows as were asked for at most. A person with two windows of one session is asked for twice.
    private const string SelectPeople = """
        select distinct account.id as Id, account.log_in as LogIn, account.name as Name, account.roles as Roles,
            session.number as Session
        from unnest(@ids, @numbers) as connected (account_id, number)
        join access.sessions session on session.account_id = connected.account_id and session.number = connected.number
        join access.accounts account on account.id = session.account_id
        where session.revoked_at is null and account.disabled_at is null
        """;
}
