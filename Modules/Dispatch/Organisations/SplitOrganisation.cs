using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Organisations;

internal static class SplitOrganisation
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/organisations/{id}/split", Handle)
        .WithName("SplitOrganisation")
        .WithSummary("Makes new organisations out of one on a day; it goes on beside them, or ends and one of them carries on.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.Administer);

    private static async Task<Results<Ok<OrganisationEditor.Reorganised>, NotFound, ValidationProblem, ProblemHttpResult>> Handle(
        OrganisationId id, Request request, CurrentUser user, OrganisationEditor editor, CancellationToken cancellationToken)
    {
        var shares = request.Into
            .Select(share => new Reorganisation.Share(OrganisationId.New(), share.Settings.ToSetup(), share.Takes ?? []))
            .ToArray();
        var heir = Array.Find(shares, share => share.Settings.Code == request.Heir)?.Id;
        if (request.Heir is not null && heir is null)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["heir"] = ["承接单位须是新设单位之一，请填写它的代码。"] });
        }

        var parents = request.Into.Select(share => share.Settings.Parent).OfType<OrganisationId>();
        return await editor.ReorganiseAsync(
            id, request.Version, new OrganisationEditor.Act("organisation.split", request.From, request.Why),
            reorganisation => reorganisation.Split(id, shares, heir), user, cancellationToken, [.. parents]) switch
        {
            OrganisationEditor.Outcome.Written(var changed) => TypedResults.Ok(new OrganisationEditor.Reorganised(changed)),
            OrganisationEditor.Outcome.Refused(var problem) => problem,
            _ => TypedResults.NotFound(),
        };
    }

    /// <param name="Version">The version that was seen.</param>
    /// <param name="From">The first day of the new ones.</param>
    /// <param name="Into">The new ones.</param>
    /// <param name="Heir">The code of the one that carries on with members and what is open; null where the old one goes on.</param>
    /// <param name="Why">Why, for the history and the audit.</param>
    public sealed record Request(
        [property: JsonRequired] int Version,
        [property: JsonRequired] DateOnly From,
        [Required, MinLength(1), MaxLength(20)] IReadOnlyList<Share> Into,
        [RegularExpression(SetupForm.CodePattern, ErrorMessage = SetupForm.CodeRule)] string? Heir,
        [Required, StringLength(300)] string Why);

    /// <param name="Settings">What it is.</param>
    /// <param name="Takes">The parts of the old one that go to it.</param>
    public sealed record Share([Required] SetupForm.Fields Settings, [MaxLength(200)] IReadOnlyList<OrganisationId>? Takes);
}
