using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Organisations;

internal static class ChangeOrganisation
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/organisations/{id}", Handle)
        .WithName("ChangeOrganisation")
        .WithSummary("Changes what an organisation is from a day on; earlier days keep what they had.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.Administer);

    private static async Task<Results<Ok<OrganisationEditor.Reorganised>, NotFound, ProblemHttpResult>> Handle(
        OrganisationId id, Request request, CurrentUser user, OrganisationEditor editor, CancellationToken cancellationToken) =>
        (await editor.ReorganiseAsync(
            id, request.Version, new OrganisationEditor.Act("organisation.changed", request.From, request.Why),
            reorganisation => reorganisation.Change(
                id, before => request.Settings.ToSetup() with { Demonstration = before.Demonstration }),
            user, cancellationToken, request.Settings.Parent is { } parent ? [parent] : [])).ToResult();

    /// <param name="Version">The version that was seen.</param>
    /// <param name="From">The first day it is so; the first day of a period corrects that period.</param>
    /// <param name="Settings">All settings as they are to be.</param>
    /// <param name="Why">Why, for the history and the audit.</param>
    public sealed record Request(
        [property: JsonRequired] int Version,
        [property: JsonRequired] DateOnly From,
        [Required] SetupForm.Fields Settings,
        [Required, StringLength(300)] string Why);
}
