using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Contracts.Intake;

namespace ContactCenter.Dispatch.Policies;

internal static class ExplainLimits
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/time-policies/explain", Handle)
        .WithName("ExplainLimits")
        .WithSummary("The limits an order of this kind gets, each with the policy it comes from and on whose authority.")
        .RequireAuthorization(Rights.SeeAllOrders);

    private static async Task<Results<Ok<Limits>, ValidationProblem>> Handle(
        [StringLength(40)] string type, [StringLength(40)] string urgency, [StringLength(40)] string? line, OrganisationId? unit, bool? complex, DateTimeOffset? at,
        PolicyBook book, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!Spelling.TryRead<AppealType>(type, out var asked) || !Spelling.TryRead<Urgency>(urgency, out var soon))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["type"] = ["诉求类型或紧急程度不存在。"] });
        }

        await book.RefreshAsync(cancellationToken);
        var moment = at ?? clock.GetUtcNow();
        return moment < ReferencePolicies.Since
            ? TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["at"] = ["2021 年以前没有时限规则。"] })
            : TypedResults.Ok(await book.ForAsync(asked, soon, line, unit, complex ?? false, moment, cancellationToken));
    }
}
