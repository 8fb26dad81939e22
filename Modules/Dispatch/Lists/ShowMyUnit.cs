using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Lists;

internal static class ShowMyUnit
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/my-unit", Handle)
        .RequireAuthorization(Rights.SeeOrders)
        .WithName("ShowMyUnit")
        .WithSummary("The organisation that whoever is signed in works for; null where they work for none.");

    private static async Task<Ok<Response>> Handle(
        CurrentUser user, OrganisationBook organisations, CancellationToken cancellationToken)
    {
        var unit = await organisations.OfAccountAsync(user.Id, cancellationToken);
        return TypedResults.Ok(new Response(unit, unit is { } id ? organisations.Today.Find(id)?.Name : null));
    }

    /// <param name="Unit">The organisation.</param>
    /// <param name="UnitName">Its name.</param>
    public sealed record Response(OrganisationId? Unit, string? UnitName);
}
