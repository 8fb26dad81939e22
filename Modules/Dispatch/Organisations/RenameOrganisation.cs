using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Organisations;

internal static class RenameOrganisation
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/organisations/{id}/rename", Handle)
        .WithName("RenameOrganisation")
        .WithSummary("Gives an organisation another name from a day on; it stays the same organisation.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.Administer);

    private static async Task<Results<Ok<OrganisationEditor.Reorganised>, NotFound, ProblemHttpResult>> Handle(
        OrganisationId id, Request request, CurrentUser user, OrganisationEditor editor, CancellationToken cancellationToken) =>
        (await editor.ReorganiseAsync(
            id, request.Version, new OrganisationEditor.Act("organisation.renamed", request.From, request.Why),
            reorganisation => reorganisation.Change(
                id, settings => settings with { Name = request.Name.Trim(), ShortName = request.ShortName }),
            user, cancellationToken)).ToResult();

    /// <param name="Version">The version that was seen.</param>
    /// <param name="From">The first day of the new name.</param>
    /// <param name="Name">The new name.</param>
    /// <param name="ShortName">How people call it.</param>
    /// <param name="Why">Why, for the history and the audit.</param>
    public sealed record Request(
        [property: JsonRequired] int Version,
        [property: JsonRequired] DateOnly From,
        [Required, StringLength(100, MinimumLength = 2)] string Name,
        [StringLength(30)] string? ShortName,
        [Required, StringLength(300)] string Why);
}
