using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Organisations.Contacts;

internal static class RevealContact
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/organisations/{id}/contacts/{contact:guid}/reveal", Handle)
        .WithName("RevealContact")
        .WithSummary("Shows one field of a duty contact, for a reason; the view is logged for good.")
        .RequireAuthorization(Rights.RevealPersonalData);

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        OrganisationId id, Guid contact, Request request, CurrentUser user, DutyContacts contacts, IPersonalData personal,
        CancellationToken cancellationToken)
    {
        if (await contacts.FindAsync(id, contact, cancellationToken) is not { } row)
        {
            return TypedResults.NotFound();
        }

        var stored = request.Field is "name" ? row.NameSealed : row.NumberSealed;
        return TypedResults.Ok(new Response(await personal.RevealAsync(
            new Reveal(user.Id, $"duty-contact:{contact}", request.Field, request.Reason, new Sealed(stored)), cancellationToken)));
    }

    /// <param name="Field"><c>name</c> or <c>number</c>.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Request(
        [Required, RegularExpression("^(name|number)$", ErrorMessage = "可查看的字段是 name 或 number。")] string Field,
        [Required, StringLength(300, MinimumLength = 2)] string Reason);

    /// <param name="Value">The field in clear.</param>
    internal sealed record Response(string Value);
}
