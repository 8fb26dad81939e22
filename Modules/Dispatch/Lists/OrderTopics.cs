using System.Security.Claims;
using System.Text.Json;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Live;
using Microsoft.AspNetCore.Authorization;

namespace ContactCenter.Dispatch.Lists;

/// <summary>
/// The topics of work orders. A list's topic tells only that an order changed, under one key, so that consoles ask for their page
/// again; who may see which order is decided there.
/// </summary>
internal sealed class OrderTopics(Db db, Actors actors, IAuthorizationService rights, OrganisationBook organisations) : ITopicSource
{
    public bool Owns(string topic) =>
        topic == Topics.Inbox || Topics.TryUnit(topic, out _) || Topics.TryOrder(topic, out _);

    public bool MayWatch(ClaimsPrincipal person, string topic)
    {
        if (Has(person, Rights.SeeAllOrders))
        {
            return true;
        }

        if (!Has(person, Rights.SeeOrders))
        {
            return false;
        }

        return Topics.TryUnit(topic, out var unit) ? IsOfUnit(person, unit)
            : Topics.TryOrder(topic, out var order) ? Sees(person, order)
            : Has(person, Rights.CallBackCitizens);
    }

    public async Task<IReadOnlyList<LiveItem>> LoadAsync(string topic, CancellationToken cancellationToken) =>
        Topics.TryOrder(topic, out var id) && await OrderRows.FindAsync(db, id, cancellationToken) is { } order
            ? [new LiveItem(Topics.Change, order.Version, JsonSerializer.Serialize(new Topics.OrderChanged(order, null), Json.Options))]
            : [];

    private bool IsOfUnit(ClaimsPrincipal person, OrganisationId unit) =>
        Block(actors.OfAsync(person, CancellationToken.None)).Org is { } own && organisations.IsUnder(unit, own);

    private bool Sees(ClaimsPrincipal person, WorkOrderId id) =>
        Block(OrderRows.FindAsync(db, id, CancellationToken.None)) is { } order
        && actors.MaySee(Block(actors.OfAsync(person, CancellationToken.None)), order);

    // Rights are claims of the cookie: the check is synchronous in fact.
    private bool Has(ClaimsPrincipal person, string right)
    {
        var check = rights.AuthorizeAsync(person, right);
        return check.IsCompletedSuccessfully && check.GetAwaiter().GetResult().Succeeded;
    }

    // Asked once for a subscription, off any request's context; the interface has no asynchronous question.
    private static T Block<T>(Task<T> task) => Task.Run(() => task).GetAwaiter().GetResult();
}
