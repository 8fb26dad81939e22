using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Organisations;

internal static class MergeOrganisation
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/organisations/{id}/merge", Handle)
        .WithName("MergeOrganisation")
        .WithSummary("Ends an organisation on a day; another one carries on with its parts, its members and what is open.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.Administer);

    private static async Task<Results<Ok<OrganisationEditor.Reorganised>, NotFound, ProblemHttpResult>> Handle(
        OrganisationId id, Request request, CurrentUser user, OrganisationEditor editor, CancellationToken cancellationToken) =>
        (await editor.ReorganiseAsync(
            id, request.Version, new OrganisationEditor.Act("organisation.merged", request.From, request.Why),
            reorganisation => reorganisation.Merge(id, request.Into), user, cancellationToken, request.Into)).ToResult();

    /// <param name="Version">The version that was seen.</param>
    /// <param name="From">The first day it is no more.</param>
    /// <param name="Into">Who carries on. To merge several into a new one, add that first.</param>
    /// <param name="Why">Why, for the history and the audit.</param>
    public sealed record Request(
        [property: JsonRequired] int Version,
        [property: JsonRequired] DateOnly From,
        [property: JsonRequired] OrganisationId Into,
        [Required, StringLength(300)] string Why);
}
