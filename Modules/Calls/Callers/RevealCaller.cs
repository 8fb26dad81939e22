using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;
using Microsoft.Extensions.Options;

namespace ContactCenter.Calls.Callers;

/// <summary>Shows a caller's number to a person who has a reason, and writes that down.</summary>
internal static class RevealCaller
{
    // An agent's own: the call being offered or talked in, or one that ended a while ago.
    private const string FindCall = """
        select c.caller, c.ended_at is null or c.ended_at > clock_timestamp() - make_interval(hours => @hours) as is_recent,
            c.agent_id = @agent or exists (
                select from calls.reservations r
                where r.call_id = c.id and r.agent_id = @agent and (r.ended_at is null or r.state = 'completed')) as is_own
        from calls.calls c
        where c.id = @id
        """;

    private const string FindCallback = "select caller, true as is_recent, false as is_own from calls.callbacks where id = @id";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/calls/{id}/reveal", OfCall)
            .RequireAuthorization(Rights.RevealPersonalData)
            .WithName("RevealCaller")
            .WithSummary("Shows a call's number to its agent, or to a shift leader or supervisor; each view is logged with its reason.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/callbacks/{id:guid}/reveal", OfCallback)
            .RequireAuthorization(Rights.RevealPersonalData)
            .WithName("RevealCallback")
            .WithSummary("Shows a missed caller's number to a shift leader or supervisor; each view is logged with its reason.")
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<Response>, NotFound, ForbidHttpResult, ProblemHttpResult>> OfCall(
        CallId id, Request request, ClaimsPrincipal principal, CurrentUser user, Db db, IPersonalData personal,
        IOptions<CallsOptions> options, CancellationToken cancellationToken)
    {
        var row = await db.FindAsync<Row>(
            FindCall, new { id, agent = user.Id, hours = options.Value.RevealHours }, cancellationToken);
        return await ShowAsync(row, $"call:{id}", request, principal, user, personal, cancellationToken);
    }

    private static async Task<Results<Ok<Response>, NotFound, ForbidHttpResult, ProblemHttpResult>> OfCallback(
        Guid id, Request request, ClaimsPrincipal principal, CurrentUser user, Db db, IPersonalData personal,
        CancellationToken cancellationToken) => await ShowAsync(
            await db.FindAsync<Row>(FindCallback, new { id }, cancellationToken),
            $"callback:{id}", request, principal, user, personal, cancellationToken);

    private static async Task<Results<Ok<Response>, NotFound, ForbidHttpResult, ProblemHttpResult>> ShowAsync(
        Row? row, string subject, Request request, ClaimsPrincipal principal, CurrentUser user, IPersonalData personal,
        CancellationToken cancellationToken)
    {
        var leads = principal.IsInRole(Roles.ShiftLeader) || principal.IsInRole(Roles.Supervisor);
        if (row is null)
        {
            // Who may not see a call need not learn whether there is one.
            return leads ? TypedResults.NotFound() : TypedResults.Forbid();
        }

        if (!leads && !row.IsOwn)
        {
            return TypedResults.Forbid();
        }

        if (!leads && !row.IsRecent)
        {
            return new Refusal("call-too-old", "这通电话结束已久,请由班长查看号码。").ToProblem();
        }

        if (row.Caller.Length == 0)
        {
            return new Refusal("caller-withheld", "来电人隐藏了号码,没有可显示的号码。").ToProblem();
        }

        return TypedResults.Ok(new Response(personal.IsSealed(row.Caller)
            ? await personal.RevealAsync(
                new Reveal(user.Id, subject, "caller", request.Reason, new Sealed(row.Caller)), cancellationToken)
            : row.Caller));
    }

    /// <param name="Reason">Why the number is needed.</param>
    public sealed record Request([Required, StringLength(200, MinimumLength = 2)] string Reason);

    /// <param name="Caller">The whole number.</param>
    public sealed record Response(string Caller);

    private sealed record Row(string Caller, bool IsRecent, bool IsOwn);
}
