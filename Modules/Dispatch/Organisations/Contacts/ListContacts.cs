using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;

namespace ContactCenter.Dispatch.Organisations.Contacts;

internal static class ListContacts
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/organisations/{id}/contacts", Handle)
        .WithName("ListContacts")
        .WithSummary("Lists whom to call at an organisation, in order, masked.")
        .RequireAuthorization(Rights.SeeOrders);

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        OrganisationId id, OrganisationBook book, DutyContacts contacts, CancellationToken cancellationToken) =>
        await book.FindAsync(id, cancellationToken) is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(new Response(await contacts.ListAsync(id, cancellationToken)));

    internal sealed record Response(IReadOnlyList<ContactView> Contacts);
}
