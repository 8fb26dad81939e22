using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Organisations;

internal static class MoveOrganisation
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/organisations/{id}/move", Handle)
        .WithName("MoveOrganisation")
        .WithSummary("Makes an organisation, with all below it, a part of another one from a day on.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.Administer);

    private static async Task<Results<Ok<OrganisationEditor.Reorganised>, NotFound, ProblemHttpResult>> Handle(
        OrganisationId id, Request request, CurrentUser user, OrganisationEditor editor, CancellationToken cancellationToken) =>
        (await editor.ReorganiseAsync(
            id, request.Version, new OrganisationEditor.Act("organisation.moved", request.From, request.Why),
            reorganisation => reorganisation.Change(id, settings => settings with { Parent = request.Parent }),
            user, cancellationToken, request.Parent is { } parent ? [parent] : [])).ToResult();

    /// <param name="Version">The version that was seen.</param>
    /// <param name="From">The first day it belongs there.</param>
    /// <param name="Parent">Whose part it becomes; null to stand by itself.</param>
    /// <param name="Why">Why, for the history and the audit.</param>
    public sealed record Request(
        [property: JsonRequired] int Version,
        [property: JsonRequired] DateOnly From,
        OrganisationId? Parent,
        [Required, StringLength(300)] string Why);
}
