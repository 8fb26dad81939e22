using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Catalogue;

internal static class SetTownshipDuty
{
    private const string End = """
        update dispatch.township_duties
        set until = @now, ended_by_id = @ById, ended_by_name = @ByName, ended_why = @Why
        where category = @category and until is null
        """;

    private const string Insert = """
        insert into dispatch.township_duties (id, category, basis, since, by_id, by_name, why)
        values (@Id, @category, @Basis, @now, @ById, @ByName, @Why)
        on conflict (category) where until is null do nothing    -- Somebody else entered it in the same moment.
        """;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/catalogue/township-duties/{category}", Handle)
            .WithName("SetTownshipDuty")
            .WithSummary("Lets a category be sent to townships and streets, naming the duty list it stands on.")
            .RequireAuthorization(Rights.Administer);
        routes.MapPost("/catalogue/township-duties/{category}/end", HandleEnd)
            .WithName("EndTownshipDuty")
            .WithSummary("Makes a category a department's matter again, which must not be sent to the grass roots.")
            .RequireAuthorization(Rights.Administer);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        [RegularExpression(RuleForm.CategoryPattern, ErrorMessage = RuleForm.CategoryRule)] string category,
        Request request, CurrentUser user, Db db, RuleEditor editor, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var work = await db.BeginAsync(cancellationToken);
        var by = new { Id = Guid.CreateVersion7(), category, request.Basis, now, ById = user.Id.Value, ByName = user.Name, request.Why };
        await work.ExecuteAsync(End, by);
        await work.ExecuteAsync(Insert, by);
        await FinishAsync(work, "township-duty.set", category, request.Why, new { request.Basis }, user, now, editor);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound>> HandleEnd(
        [RegularExpression(RuleForm.CategoryPattern, ErrorMessage = RuleForm.CategoryRule)] string category,
        EndRequest request, CurrentUser user, Db db, RuleEditor editor, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var work = await db.BeginAsync(cancellationToken);
        if (await work.ExecuteAsync(End, new { category, now, ById = user.Id.Value, ByName = user.Name, request.Why }) == 0)
        {
            return TypedResults.NotFound();
        }

        await FinishAsync(work, "township-duty.ended", category, request.Why, new { }, user, now, editor);
        return TypedResults.NoContent();
    }

    private static async Task FinishAsync(
        Work work, string act, string category, string why, object details, CurrentUser user, DateTimeOffset now, RuleEditor editor)
    {
        await work.ExecuteAsync(RuleTable.RaiseVersion);
        await work.RaiseAsync(new ActDone(
            new AuditRecord(user.Id, act, $"township-duty:{category}", why, JsonSerializer.Serialize(details, Json.Options)), now));
        await work.CommitAsync();
        await editor.TellAsync(work.CancellationToken);
    }

    /// <param name="Basis">The duty list it stands on.</param>
    /// <param name="Why">Why, for the history and the audit.</param>
    public sealed record Request([Required, StringLength(300)] string Basis, [Required, StringLength(300)] string Why);

    /// <param name="Why">Why, for the history and the audit.</param>
    public sealed record EndRequest([Required, StringLength(300)] string Why);
}
