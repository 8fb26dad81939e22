using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Contracts.Intake;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Appeals;

internal static class RevealField
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/appeals/{id}/reveal", Handle)
        .WithName("RevealAppealField")
        .WithSummary("Shows one personal datum of an appeal for a reason; the view is logged for good before it is shown.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireAuthorization(Rights.RevealPersonalData);

    private static async Task<Results<Ok<Response>, NotFound, ProblemHttpResult>> Handle(
        AppealId id, Request request, CurrentUser user, ClaimsPrincipal person, AppealSight sight, Revealing revealing,
        CancellationToken cancellationToken)
    {
        if (await sight.FindAsync(id.Value, person, request.Call, cancellationToken) is not { } appeal)
        {
            return TypedResults.NotFound();
        }

        var token = request.Field switch
        {
            "callerNumber" => appeal.CallerNumberSealed,
            "contactNumber" => appeal.ContactNumberSealed,
            "name" => appeal.CallerNameSealed,
            "identityNumber" => appeal.IdentityNumberSealed,
            "address" => appeal.AddressSealed,
            "companyName" => appeal.CompanyNameSealed,
            _ => appeal.NarrativeSealed,
        };
        return token is null
            ? new Refusal("nothing-to-reveal", "该诉求没有登记这项信息。").ToProblem()
            : TypedResults.Ok(new Response(await revealing.ShowAsync(
                new Reveal(user.Id, $"appeal:{id}", request.Field, request.Reason, new Sealed(token)), cancellationToken)));
    }

    /// <param name="Field">callerNumber, contactNumber, name, identityNumber, address, companyName or narrative.</param>
    /// <param name="Reason">Why it must be seen.</param>
    /// <param name="Call">For an agent, the call at hand.</param>
    public sealed record Request(
        [Required, RegularExpression("callerNumber|contactNumber|name|identityNumber|address|companyName|narrative")] string Field,
        [Required, StringLength(200, MinimumLength = 2), PlainText] string Reason,
        CallId? Call = null);

    public sealed record Response(string Value);
}
