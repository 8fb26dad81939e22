using ContactCenter.Contracts.Access;

namespace ContactCenter.Dispatch.Policies;

internal static class ListPolicies
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/time-policies", Handle)
        .WithName("ListTimePolicies")
        .WithSummary("The policies in force at a moment (now where none is given), or every version of all of them.")
        .RequireAuthorization(Rights.SeeAllOrders);

    private static async Task<Ok<IReadOnlyList<PolicyView>>> Handle(
        DateTimeOffset? at, bool? versions, PolicyBook book, TimeProvider clock, CancellationToken cancellationToken)
    {
        await book.RefreshAsync(cancellationToken);
        var listed = versions is true ? book.Versions : PolicyResolution.InForce(book.Versions, at ?? clock.GetUtcNow());
        return TypedResults.Ok<IReadOnlyList<PolicyView>>(
        [
            .. listed.OrderBy(policy => policy.Specificity).ThenBy(policy => policy.Id).ThenBy(policy => policy.Version).Select(PolicyView.Of),
        ]);
    }
}
