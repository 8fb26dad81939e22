using System.Security.Claims;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Platform.Http;
using Microsoft.AspNetCore.Authorization;

namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>Finds out as whom a signed-in person acts and what they may see: by their rights, and the unit they are a clerk of.</summary>
internal sealed class Actors(IAuthorizationService rights, OrganisationBook organisations)
{
    private static readonly (string Right, Party Party)[] Roles =
    [
        (Rights.DispatchOrders, Party.Dispatcher),
        (Rights.SuperviseOrders, Party.Supervisor),
        (Rights.CallBackCitizens, Party.Agent),
    ];

    internal async Task<Actor> OfAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        var user = CurrentUser.From(person)
            ?? throw new InvalidOperationException("The endpoint asks for a signed-in person, so there is one.");
        var parties = new HashSet<Party>();
        foreach (var (right, party) in Roles)
        {
            if (await HasAsync(person, right))
            {
                parties.Add(party);
            }
        }

        return new Actor(
            user.Id, user.Name,
            await HasAsync(person, Rights.HandleOrders) ? await organisations.OfAccountAsync(user.Id, cancellationToken) : null,
            parties, await HasAsync(person, Rights.SeeAllOrders));
    }

    /// <summary>
    /// Whether the person may see the order: hotline staff every one, a clerk those of the own unit and of units below it, an agent
    /// what they registered and whose citizen is to be called back.
    /// </summary>
    internal bool MaySee(Actor actor, Order order) =>
        actor.SeesAll
        || (actor.Org is { } org && order.Assignments.Exists(part => part.IsLive && organisations.IsUnder(HeirOf(part.Org), org)))
        || (actor.Roles.Contains(Party.Agent)
            && (order.RegisteredBy == actor.Id || order.State is OrderState.CallbackPending));

    // What a unit did before it ended is its heir's to look at.
    private OrganisationId HeirOf(OrganisationId org) => organisations.Today.Current(org)?.Id ?? org;

    private async Task<bool> HasAsync(ClaimsPrincipal person, string right) => (await rights.AuthorizeAsync(person, right)).Succeeded;
}
