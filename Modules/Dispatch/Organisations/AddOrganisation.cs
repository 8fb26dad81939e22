using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Organisations;

internal static class AddOrganisation
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/organisations", Handle)
        .WithName("AddOrganisation")
        .WithSummary("Adds an organisation that handles work orders, from a day on.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.Administer);

    private static async Task<Results<Created<OrganisationView>, NotFound, ValidationProblem, ProblemHttpResult>> Handle(
        Request request, CurrentUser user, OrganisationEditor editor, CancellationToken cancellationToken)
    {
        if (request.ValidTo <= request.ValidFrom)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["validTo"] = ["失效日须晚于生效日。"] });
        }

        var id = OrganisationId.New();
        return await editor.ReorganiseAsync(
            id, null, new OrganisationEditor.Act("organisation.added", request.ValidFrom, request.Why),
            reorganisation => reorganisation.Add(id, request.ValidTo, request.Settings.ToSetup()), user, cancellationToken,
            request.Settings.Parent is { } parent ? [parent] : []) switch
        {
            OrganisationEditor.Outcome.Written([var added]) => TypedResults.Created($"/api/dispatch/organisations/{id}", added),
            OrganisationEditor.Outcome.Refused(var problem) => problem,
            _ => TypedResults.NotFound(),
        };
    }

    /// <param name="ValidFrom">The first day.</param>
    /// <param name="ValidTo">The first day it is no more; null until further notice.</param>
    /// <param name="Settings">What it is.</param>
    /// <param name="Why">Why, for the history and the audit.</param>
    public sealed record Request(
        [property: JsonRequired] DateOnly ValidFrom,
        DateOnly? ValidTo,
        [Required] SetupForm.Fields Settings,
        [Required, StringLength(300)] string Why);
}
