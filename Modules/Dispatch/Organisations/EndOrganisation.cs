using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Organisations;

internal static class EndOrganisation
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/organisations/{id}/end", Handle)
        .WithName("EndOrganisation")
        .WithSummary("Ends an organisation without a successor; on its own first day, which withdraws it as entered by mistake.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.Administer);

    private static async Task<Results<Ok<OrganisationEditor.Reorganised>, NotFound, ProblemHttpResult>> Handle(
        OrganisationId id, Request request, CurrentUser user, OrganisationEditor editor, CancellationToken cancellationToken) =>
        (await editor.ReorganiseAsync(
            id, request.Version, new OrganisationEditor.Act("organisation.ended", request.From, request.Why),
            reorganisation => reorganisation.End(id), user, cancellationToken)).ToResult();

    /// <param name="Version">The version that was seen.</param>
    /// <param name="From">The first day it is no more.</param>
    /// <param name="Why">Why, for the history and the audit.</param>
    public sealed record Request(
        [property: JsonRequired] int Version,
        [property: JsonRequired] DateOnly From,
        [Required, StringLength(300)] string Why);
}
