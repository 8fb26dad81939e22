using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;

namespace ContactCenter.Dispatch.Organisations;

internal static class ListOrganisations
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/organisations", Handle)
        .WithName("ListOrganisations")
        .WithSummary("Lists the organisations of a day (today where none is given) in the order of the tree, searched by name or code.")
        .RequireAuthorization(Rights.SignedIn);

    private static async Task<Results<Ok<Response>, ValidationProblem>> Handle(
        DateOnly? at,
        [StringLength(100)] string? q,
        string? kind,
        OrganisationId? under,
        OrganisationBook book, TimeProvider clock, CancellationToken cancellationToken)
    {
        var wanted = OrganisationKind.County;
        if (kind is not null && (!Enum.TryParse(kind, ignoreCase: true, out wanted) || !Enum.IsDefined(wanted)))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>
            {
                ["kind"] = ["单位类别为 county、department、subUnit、township、enterprise、hotline 之一。"],
            });
        }

        await book.RefreshAsync(cancellationToken);
        var tree = book.On(at ?? CityDay.Today(clock));
        var searched = string.IsNullOrWhiteSpace(q) ? null : q.Trim();
        return TypedResults.Ok(new Response(
            tree.Day,
            [
                .. tree.All
                    .Where(one => kind is null || one.Kind == wanted)
                    .Where(one => under is null || tree.IsUnder(one.Id, under.Value))
                    .Select(one => OrganisationView.Of(book.LifeOf(one.Id)!, tree))
                    .Where(one => searched is null
                        || one.Name.Contains(searched, StringComparison.OrdinalIgnoreCase)
                        || one.Code.Contains(searched, StringComparison.OrdinalIgnoreCase)
                        || one.ShortName?.Contains(searched, StringComparison.OrdinalIgnoreCase) is true)
                    .Take(5000),
            ]));
    }

    /// <param name="At">The day.</param>
    /// <param name="Organisations">Each followed by its parts; at most 5,000.</param>
    internal sealed record Response(DateOnly At, IReadOnlyList<OrganisationView> Organisations);
}
