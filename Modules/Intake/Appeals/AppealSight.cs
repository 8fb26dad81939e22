using System.Security.Claims;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;
using Microsoft.AspNetCore.Authorization;

namespace ContactCenter.Intake.Appeals;

/// <summary>
/// Which appeals a person may see here: leaders, dispatchers, supervisors and administrators all; an agent those they
/// registered or took up and those of the caller at hand. Handling units see their work orders instead, which carry no more
/// than the brief.
/// </summary>
internal sealed class AppealSight(Db db, CallAtHand calls, IAuthorizationService authorization)
{
    /// <summary>The appeal, or null where there is none or it is not this person's to see.</summary>
    internal async Task<Appeal?> FindAsync(Guid id, ClaimsPrincipal person, CallId? call, CancellationToken cancellationToken) =>
        await db.FindAsync<Appeal>(AppealRows.Find, new { id }, cancellationToken) is { } appeal
            && await MayAsync(appeal, person, call, cancellationToken)
            ? appeal
            : null;

    internal async Task<bool> MayAsync(Appeal appeal, ClaimsPrincipal person, CallId? call, CancellationToken cancellationToken)
    {
        if (CurrentUser.From(person) is not { } user)
        {
            return false;
        }

        if (await HasAsync(person, Rights.SeeAllOrders) || user.Id.Value == appeal.RegisteredBy || user.Id.Value == appeal.Occupant)
        {
            return true;
        }

        if (!await HasAsync(person, Rights.RegisterAppeals))
        {
            return false;
        }

        // Anybody at the desk may look at what waits in the inbox for somebody to take it up.
        if (appeal is { State: AppealState.Received, Occupancy: "public", Secret: false })
        {
            return true;
        }

        return !appeal.Secret
            && await calls.OfAgentAsync(call, user.Id, cancellationToken) is { } facts
            && calls.PrintOf(facts) is { } print
            && appeal.IsFrom(print);
    }

    internal async Task<bool> HasAsync(ClaimsPrincipal person, string right) =>
        (await authorization.AuthorizeAsync(person, null, right)).Succeeded;
}
