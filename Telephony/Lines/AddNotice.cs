using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Telephony.Lines;

internal static class AddNotice
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/lines/{id:guid}/notices", Handle)
        .WithName("AddNotice")
        .WithSummary("Enters a change of a published number into the ledger: what, when, and where the public was told.")
        .RequireAuthorization(Rights.Administer);

    private static async Task<Results<Created<Response>, NotFound>> Handle(
        Guid id, Request request, CurrentUser user, Db db, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await LineTable.FindAsync(db, id, cancellationToken) is not { } line)
        {
            return TypedResults.NotFound();
        }

        var notice = Guid.CreateVersion7();
        var now = clock.GetUtcNow();
        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(InsertNotice, new
        {
            Id = notice, line.Number, line.Area, Change = Words.Of(request.Change), request.HappensOn, request.What,
            request.AnnouncedOn, request.AnnouncedWhere, Now = now, By = user.Id.Value, ByName = user.Name,
        });
        await work.RaiseAsync(new ActDone(
            new AuditRecord(
                user.Id, "line.announced", $"line:{line.Id}", request.What,
                JsonSerializer.Serialize(new { line.Number, line.Area, request.Change, request.HappensOn }, Json.Options)),
            now));
        await work.CommitAsync();
        return TypedResults.Created($"/api/telephony/lines/{line.Number}?area={line.Area}", new Response(notice));
    }

    /// <param name="Change">What kind of change.</param>
    /// <param name="HappensOn">The day it happens.</param>
    /// <param name="What">What changes, in words for the public.</param>
    /// <param name="AnnouncedOn">The day the public was told.</param>
    /// <param name="AnnouncedWhere">Where.</param>
    public sealed record Request(
        [property: JsonRequired] LedgerChange Change,
        [property: JsonRequired] DateOnly HappensOn,
        [Required, StringLength(500), PlainText] string What,
        DateOnly? AnnouncedOn,
        [StringLength(300), PlainText] string? AnnouncedWhere);

    /// <param name="Id">The entry.</param>
    public sealed record Response(Guid Id);

    private const string InsertNotice = """
        insert into telephony.ledger_notices (id, number, area, change, happens_on, what, announced_on, announced_where,
            recorded_at, recorded_by, recorded_name)
        values (@Id, @Number, @Area, @Change, @HappensOn, @What, @AnnouncedOn, @AnnouncedWhere, @Now, @By, @ByName)
        """;
}
