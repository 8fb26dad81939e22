using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Organisations.Contacts;

internal static class EditContacts
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/organisations/{id}/contacts", HandleAdd)
            .WithName("AddContact")
            .WithSummary("Adds whom to call at an organisation.")
            .RequireAuthorization(Rights.Administer);
        routes.MapPut("/organisations/{id}/contacts/{contact:guid}", HandleChange)
            .WithName("ChangeContact")
            .WithSummary("Changes whom to call at an organisation.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(Rights.Administer);
        routes.MapPost("/organisations/{id}/contacts/{contact:guid}/remove", HandleRemove)
            .WithName("RemoveContact")
            .WithSummary("Removes whom to call at an organisation.")
            .RequireAuthorization(Rights.Administer);
    }

    private static async Task<Results<Created<ContactView>, NotFound>> HandleAdd(
        OrganisationId id, AddRequest request, CurrentUser user, OrganisationBook book, DutyContacts contacts, Db db, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (await book.FindAsync(id, cancellationToken) is null)
        {
            return TypedResults.NotFound();
        }

        await using var work = await db.BeginAsync(cancellationToken);
        var added = await contacts.WriteAsync(
            work, id, Guid.CreateVersion7(), 1, request.Contact, request.Why, user, clock.GetUtcNow());
        await work.CommitAsync();
        return TypedResults.Created($"/api/dispatch/organisations/{id}/contacts", added);
    }

    private static async Task<Results<Ok<ContactView>, NotFound, ProblemHttpResult>> HandleChange(
        OrganisationId id, Guid contact, ChangeRequest request, CurrentUser user, DutyContacts contacts, Db db, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        if (await DutyContacts.LockAsync(work, id, contact) is not { } before)
        {
            return TypedResults.NotFound();
        }

        if (before.Version != request.Version)
        {
            return new Refusal(
                "stale-version", $"该联系人在您打开之后已被{before.ChangedBy}修改，请按现值核对后再提交。",
                new Dictionary<string, object?> { ["current"] = contacts.Show(before) }).ToProblem();
        }

        var changed = await contacts.WriteAsync(
            work, id, contact, before.Version + 1, request.Contact, request.Why, user, clock.GetUtcNow());
        await work.CommitAsync();
        return TypedResults.Ok(changed);
    }

    private static async Task<Results<NoContent, NotFound>> HandleRemove(
        OrganisationId id, Guid contact, RemoveRequest request, CurrentUser user, Db db, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        if (!await DutyContacts.RemoveAsync(work, id, contact, request.Why, user, clock.GetUtcNow()))
        {
            return TypedResults.NotFound();
        }

        await work.CommitAsync();
        return TypedResults.NoContent();
    }

    /// <param name="Contact">Whom to call.</param>
    /// <param name="Why">Why, for the audit.</param>
    public sealed record AddRequest([Required] ContactForm.Fields Contact, [Required, StringLength(300)] string Why);

    /// <param name="Version">The version that was seen.</param>
    /// <param name="Contact">Whom to call.</param>
    /// <param name="Why">Why, for the audit.</param>
    public sealed record ChangeRequest(
        [property: JsonRequired] int Version, [Required] ContactForm.Fields Contact, [Required, StringLength(300)] string Why);

    /// <param name="Why">Why, for the audit.</param>
    public sealed record RemoveRequest([Required, StringLength(300)] string Why);
}
