using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Contracts.Intake;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Lists;

internal static class RevealContact
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/orders/{id}/reveal-contact", Handle)
        .RequireAuthorization(Rights.RevealPersonalData)
        .WithName("RevealOrderContact")
        .WithSummary(
            "Shows how to reach a citizen of the order, with a reason; each view is logged. Refused for an anonymous citizen, and to "
            + "units for a secret one.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<Response>, NotFound, ProblemHttpResult>> Handle(
        WorkOrderId id, Request request, HttpContext http, Actors actors, Db db, IAppeals appeals, CancellationToken cancellationToken)
    {
        var actor = await actors.OfAsync(http.User, cancellationToken);
        if (await OrderRows.FindAsync(db, id, cancellationToken) is not { } order || !actors.MaySee(actor, order)
            || order.Citizens.Find(one => one.Appeal == (request.Appeal ?? order.Appeal)) is not { } citizen)
        {
            return TypedResults.NotFound();
        }

        // Who merely watches over units below has no work with the citizen.
        if (actor.Org is not null && !actor.SeesAll && order.PartOf(actor.Org) is null)
        {
            return new Refusal("not-its-order", "只有承办本单的单位可以查看联系方式。").ToProblem();
        }

        return await appeals.RevealContactAsync(
            citizen.Appeal, actor.Id!.Value, forUnit: actor.Org is not null && !actor.SeesAll, request.Reason, cancellationToken) is { } contact
            ? TypedResults.Ok(new Response(contact))
            : new Refusal("contact-hidden", "诉求人匿名或要求保密,不能查看联系方式;请通过12345热线联系。").ToProblem();
    }

    /// <param name="Reason">Why it is needed.</param>
    /// <param name="Appeal">Whose contact, where the order serves several citizens.</param>
    public sealed record Request([Required, StringLength(200, MinimumLength = 2)] string Reason, AppealId? Appeal = null);

    public sealed record Response(string Contact);
}
