using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Contracts.Intake;
using ContactCenter.Platform.Calendars;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Policies;

internal static class EditPolicies
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/time-policies", Add)
            .WithName("AddTimePolicy")
            .WithSummary("Adds a policy: limits for the orders it names; of several that match, the most specific gives each limit.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(Rights.Administer);
        routes.MapPut("/time-policies/{id:guid}", Change)
            .WithName("ChangeTimePolicy")
            .WithSummary("Makes a further version of a policy; clocks that run already keep their limits.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(Rights.Administer);
        routes.MapPost("/time-policies/{id:guid}/retire", Retire)
            .WithName("RetireTimePolicy")
            .WithSummary("Takes a policy out of force from a moment on; what it said stays to be read.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(Rights.Administer);
    }

    private static async Task<Results<Created<PolicyView>, ValidationProblem, ProblemHttpResult>> Add(
        Request request, CurrentUser user, PolicyEditor editor, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (WhyNot(request) is { } problems)
        {
            return TypedResults.ValidationProblem(problems);
        }

        var id = Guid.CreateVersion7();
        var now = clock.GetUtcNow();
        var (written, refused) = await editor.WriteAsync(
            id, null, "time-policy.added", _ => Of(request, id, 1, now, user), user, cancellationToken);
        return written is null ? refused! : TypedResults.Created($"/api/dispatch/time-policies/{id}", PolicyView.Of(written));
    }

    private static async Task<Results<Ok<PolicyView>, NotFound, ValidationProblem, ProblemHttpResult>> Change(
        Guid id, Request request, CurrentUser user, PolicyEditor editor, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (request.Version is null)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["version"] = ["请填写您看到的版本号。"] });
        }

        if (WhyNot(request) is { } problems)
        {
            return TypedResults.ValidationProblem(problems);
        }

        var now = clock.GetUtcNow();
        var (written, refused) = await editor.WriteAsync(
            id, request.Version, "time-policy.changed", before => Of(request, id, before!.Version + 1, now, user), user, cancellationToken);
        return written is not null ? TypedResults.Ok(PolicyView.Of(written)) : refused is not null ? refused : TypedResults.NotFound();
    }

    private static async Task<Results<Ok<PolicyView>, NotFound, ProblemHttpResult>> Retire(
        Guid id, Retirement request, CurrentUser user, PolicyEditor editor, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (written, refused) = await editor.WriteAsync(
            id, request.Version, "time-policy.retired",
            before => before! with
            {
                Version = before.Version + 1,
                EffectiveAt = request.EffectiveAt?.ToUniversalTime() ?? now,
                Retired = true,
                Why = request.Why,
                ChangedBy = user.Name,
                ChangedAt = now,
            },
            user, cancellationToken);
        return written is not null ? TypedResults.Ok(PolicyView.Of(written)) : refused is not null ? refused : TypedResults.NotFound();
    }

    private static Policy Of(Request request, Guid id, int version, DateTimeOffset now, CurrentUser user) => new(
        id, version, request.EffectiveAt?.ToUniversalTime() ?? now, Retired: false, request.Name.Trim(), request.Organisation,
        request.Urgency, string.IsNullOrWhiteSpace(request.Line) ? null : request.Line.Trim(), request.Complex, request.AppealType,
        [.. request.Limits.Select(limit => new PolicyLimit(limit.Term, limit.Amount, limit.Unit, limit.Source.Trim()))],
        request.Why, user.Name, now);

    private static Dictionary<string, string[]>? WhyNot(Request request)
    {
        if (request.Limits.GroupBy(limit => limit.Term).Any(same => same.Count() > 1))
        {
            return Problem("同一项时限只能出现一次。");
        }

        if (request.Limits.Any(limit => limit is { Term: Term.HardCap, Unit: LimitUnit.WorkingMinutes or LimitUnit.WorkingHours or LimitUnit.WorkingDays }))
        {
            return Problem("封顶时限须按自然时间计算。");
        }

        return request.Limits.Any(limit => new PolicyLimit(limit.Term, limit.Amount, limit.Unit, limit.Source).IsCount == limit.Unit is not null)
            ? Problem("时限须有单位,次数(maxExtensions、maxReturns、maxReworks、callbackAttempts)不能有单位。")
            : null;
    }

    private static Dictionary<string, string[]> Problem(string sentence) => new() { ["limits"] = [sentence] };

    /// <param name="Version">The version that was seen; needed for a change.</param>
    /// <param name="Name">What people call it.</param>
    /// <param name="Organisation">Only for this handling unit.</param>
    /// <param name="Urgency">Only for this urgency.</param>
    /// <param name="Line">Only for this old number.</param>
    /// <param name="Complex">Only for complex matters, or only for others.</param>
    /// <param name="AppealType">Only for this kind of appeal.</param>
    /// <param name="Limits">What it says; of the rest a less specific policy has a say.</param>
    /// <param name="EffectiveAt">From when; at once where none is given.</param>
    /// <param name="Why">Why, for the history and the audit.</param>
    public sealed record Request(
        [Range(1, int.MaxValue)] int? Version, [Required, StringLength(60)] string Name, OrganisationId? Organisation, Urgency? Urgency,
        [StringLength(40)] string? Line, bool? Complex, AppealType? AppealType,
        [Required, MinLength(1), MaxLength(20)] IReadOnlyList<Given> Limits, DateTimeOffset? EffectiveAt,
        [Required, StringLength(300)] string Why);

    /// <param name="Term">What it limits.</param>
    /// <param name="Amount">How much, or how often.</param>
    /// <param name="Unit">In what; null for how often.</param>
    /// <param name="Source">Who says so: a law's article, a document's number, or that it is proposed.</param>
    public sealed record Given(
        [property: JsonRequired] Term Term, [property: Range(0, 1000)] int Amount, LimitUnit? Unit,
        [property: Required, StringLength(300)] string Source);

    /// <param name="Version">The version that was seen.</param>
    /// <param name="EffectiveAt">From when; at once where none is given.</param>
    /// <param name="Why">Why, for the history and the audit.</param>
    public sealed record Retirement([Range(1, int.MaxValue)] int Version, DateTimeOffset? EffectiveAt, [Required, StringLength(300)] string Why);
}
