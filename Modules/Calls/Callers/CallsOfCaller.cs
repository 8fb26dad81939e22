using System.ComponentModel.DataAnnotations;
using ContactCenter.Calls.Live;
using ContactCenter.Calls.Queues;
using ContactCenter.Calls.Signals;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;

namespace ContactCenter.Calls.Callers;

/// <summary>The calls of one number, found by its fingerprint. A number is asked in a body: addresses are logged by every proxy.</summary>
internal static class CallsOfCaller
{
    private const string Select = $"""
        select {Rows.Call}, a.name as agent_name
        from calls.calls c
        left join calls.agents a on a.id = c.agent_id
        where c.caller_print = @print and c.caller_print <> ''
        order by c.arrived_at desc
        limit @Limit
        """;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/calls/of-caller", Handle)
        .RequireAuthorization(Rights.WatchFloor)
        .WithName("ListCallsOfCaller")
        .WithSummary("The latest calls of a number, in whatever notation it is given, newest first.");

    private static async Task<Ok<Response>> Handle(
        Request request, Db db, QueueBook queues, IPersonalData personal, CancellationToken cancellationToken)
    {
        var print = personal.Fingerprint(PersonalKind.Phone, request.Caller);
        var rows = await db.ListAsync<Call>(Select, new { print, Limit = request.Limit ?? 50 }, cancellationToken);
        return TypedResults.Ok(new Response([.. rows.Select(row => Views.Of(row, null, queues))]));
    }

    public sealed record Request([Required, StringLength(40, MinimumLength = 6)] string Caller, [Range(1, 200)] int? Limit);

    public sealed record Response(IReadOnlyList<CallView> Calls);
}
