using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Organisations;

internal static class GetOrganisation
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/organisations/{id}", Handle)
        .WithName("GetOrganisation")
        .WithSummary("Shows an organisation on a day, its parts and successor, all its periods, and every version with who and why.")
        .RequireAuthorization(Rights.SignedIn);

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        OrganisationId id, DateOnly? at, OrganisationBook book, Db db, TimeProvider clock, CancellationToken cancellationToken)
    {
        await book.RefreshAsync(cancellationToken);
        if (book.LifeOf(id) is not { } life)
        {
            return TypedResults.NotFound();
        }

        var tree = book.On(at ?? CityDay.Today(clock));
        return TypedResults.Ok(new Response(
            tree.Day,
            life.HoldsOn(tree.Day),
            OrganisationView.Of(life, tree),
            tree.Current(id) is { } current ? OrganisationView.Of(book.LifeOf(current.Id)!, tree) : null,
            [.. tree.PartsOf(id).Select(part => OrganisationView.Of(book.LifeOf(part.Id)!, tree))],
            [.. life.Periods.Select(period => new Period(period.ValidFrom, period.ValidTo, period.Settings.Code, period.Settings.Name,
                period.Settings.Kind, period.Settings.Parent, period.Settings.Area))],
            await OrganisationHistory.ListAsync(db, id, 0, cancellationToken)));
    }

    /// <param name="At">The day asked about.</param>
    /// <param name="Holds">Whether it is there on that day.</param>
    /// <param name="Organisation">What it is on that day, or last was.</param>
    /// <param name="Current">Who is there on that day in its place: itself, or the end of the chain of successors.</param>
    /// <param name="Parts">Its parts on that day.</param>
    /// <param name="Periods">What it was when.</param>
    /// <param name="Versions">Every version, newest first.</param>
    internal sealed record Response(
        DateOnly At, bool Holds, OrganisationView Organisation, OrganisationView? Current, IReadOnlyList<OrganisationView> Parts,
        IReadOnlyList<Period> Periods, IReadOnlyList<OrganisationHistory.Step> Versions);

    internal sealed record Period(
        DateOnly ValidFrom, DateOnly? ValidTo, string Code, string Name, OrganisationKind Kind, OrganisationId? Parent, string? Area);
}
