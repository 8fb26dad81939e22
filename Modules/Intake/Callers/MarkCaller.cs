using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Intake.Appeals;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Callers;

internal static class MarkCaller
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/callers/marks", Put)
            .WithName("PutCallerMarks")
            .WithSummary("Sets the marks of the caller at hand: special care, how to be reached, language. An old version is refused.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(Rights.RegisterAppeals);
        routes.MapPost("/callers/{id}/malicious", PutMalicious)
            .WithName("MarkCallerMalicious")
            .WithSummary("Marks a caller as malicious or takes the mark back, for a reason. It bars nobody from an urgent matter.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(Rights.LeadShift);
    }

    private static async Task<Results<Ok<ShowCard.Marks>, ProblemHttpResult>> Put(
        Request request, CurrentUser user, CallAtHand calls, CallerBook callers, Db db, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (await calls.OfAgentAsync(request.Call, user.Id, cancellationToken) is not { } call)
        {
            return CallAtHand.NotAtHand.ToProblem();
        }

        if (callers.NumberOf(call) is not { } number)
        {
            return new Refusal("number-withheld", "来电未显示号码，不能为其保存标记。").ToProblem();
        }

        await using var work = await db.BeginAsync(cancellationToken);
        var known = await CallerBook.EnsureAsync(work, number);
        var caller = (await work.FindAsync<Caller>(Caller.Lock, new { known.Id }))!;

        // Version 0 is a card without marks: of a caller known since then it is an old one, except just after the first row.
        if (!(request.Version is 0 && caller.Version is 1 && caller.SpecialCare is []) && caller.WhyNotChange(request.Version) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var changed = (await work.FindAsync<Caller>(Update, new
        {
            caller.Id, request.SpecialCare, request.PreferredContact, request.Language,
        }))!;
        await NoteAsync(work, user, "caller.marked", caller.Id, request.Why, clock, new
        {
            Before = new { caller.SpecialCare, caller.PreferredContact, caller.Language },
            After = new { request.SpecialCare, request.PreferredContact, request.Language },
        });
        await work.CommitAsync();
        return TypedResults.Ok(ShowCard.Marks.Of(changed));
    }

    private static async Task<Results<Ok<ShowCard.Marks>, NotFound, ProblemHttpResult>> PutMalicious(
        Guid id, MaliciousRequest request, CurrentUser user, Db db, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        if (await work.FindAsync<Caller>(Caller.Lock, new { id }) is not { } caller)
        {
            return TypedResults.NotFound();
        }

        if (caller.WhyNotChange(request.Version) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var changed = (await work.FindAsync<Caller>(UpdateMalicious, new
        {
            id, Since = request.Malicious ? caller.MaliciousSince ?? clock.GetUtcNow() : (DateTimeOffset?)null,
            Reason = request.Malicious ? request.Reason : null,
        }))!;
        await NoteAsync(work, user, request.Malicious ? "caller.malicious" : "caller.cleared", id, request.Reason, clock, null);
        await work.CommitAsync();
        return TypedResults.Ok(ShowCard.Marks.Of(changed));
    }

    private static Task NoteAsync(
        Work work, CurrentUser user, string act, Guid caller, string? why, TimeProvider clock, object? details) =>
        work.RaiseAsync(new ActDone(
            new AuditRecord(
                user.Id, act, $"caller:{caller}", why, details is null ? null : JsonSerializer.Serialize(details, Json.Options)),
            clock.GetUtcNow()));

    /// <param name="Call">The call at hand.</param>
    /// <param name="SpecialCare">特殊关爱: deaf, blind, elderly, disabled, illness, crisis, minor, veteran.</param>
    /// <param name="PreferredContact">phone, sms, mail or none; null where nothing is known.</param>
    /// <param name="Language">Language or dialect; null where nothing is known.</param>
    /// <param name="Version">The version that was seen; 0 where there were no marks.</param>
    /// <param name="Why">Why, for the audit.</param>
    public sealed record Request(
        CallId Call,
        [Required, MaxLength(8), AllowedMarks] string[] SpecialCare,
        [RegularExpression("phone|sms|mail|none")] string? PreferredContact,
        [StringLength(20), PlainText] string? Language,
        int Version,
        [StringLength(200), PlainText] string? Why);

    public sealed record MaliciousRequest(
        bool Malicious, [Required, StringLength(200, MinimumLength = 2), PlainText] string Reason, int Version);

    private const string Update = $"""
        update intake.callers
        set special_care = @SpecialCare, preferred_contact = @PreferredContact, language = @Language, changed_at = now(),
            version = version + 1
        where id = @Id
        returning {Caller.Columns}
        """;

    private const string UpdateMalicious = $"""
        update intake.callers
        set malicious_since = @Since, malicious_reason = @Reason, changed_at = now(), version = version + 1
        where id = @id
        returning {Caller.Columns}
        """;
}
