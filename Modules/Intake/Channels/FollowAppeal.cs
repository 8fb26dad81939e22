using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using ContactCenter.Contracts.Intake;
using ContactCenter.Intake.Appeals;
using ContactCenter.Platform.Database;

namespace ContactCenter.Intake.Channels;

internal static class FollowAppeal
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/appeals/{number}", Show)
            .WithName("FollowAppeal")
            .WithSummary("How far an appeal of this platform is, by the platform's own number.");
        routes.MapPost("/appeals/{number}/urge", Urge)
            .WithName("UrgePushedAppeal")
            .WithSummary("Counts that the citizen urged on the platform, and passes on what they added.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/appeals/{number}/withdraw", Withdraw)
            .WithName("WithdrawPushedAppeal")
            .WithSummary("Takes an appeal back for its citizen, who proves it with the query code.")
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<Response>, NotFound>> Show(
        string number, ClaimsPrincipal platform, Db db, CancellationToken cancellationToken) =>
        await db.FindAsync<Appeal>(Find, Key(platform, number), cancellationToken) is { } appeal
            ? TypedResults.Ok(new Response(
                appeal.AppealId, appeal.Number, appeal.Stage, appeal.ReceivedAt, appeal.AcceptedAt, appeal.ProgressedAt,
                appeal.PublicAnswer, appeal.UrgeCount))
            : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Urge(
        string number, UrgeRequest request, ClaimsPrincipal platform, Urging urging, Db db, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        if (await work.FindAsync<Appeal>($"{Find} for update", Key(platform, number)) is not { } appeal)
        {
            return TypedResults.NotFound();
        }

        if (appeal.WhyNotTouch() is { } refusal)
        {
            return refusal.ToProblem();
        }

        await urging.UrgeAsync(work, appeal, request.Supplement, null, null);
        await work.CommitAsync();
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Withdraw(
        string number, WithdrawRequest request, ClaimsPrincipal platform, Withdrawing withdrawing, Db db,
        CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        if (await work.FindAsync<Appeal>($"{Find} for update", Key(platform, number)) is not { } appeal)
        {
            return TypedResults.NotFound();
        }

        if ((withdrawing.WhyNot(appeal, "query-code", null, request.QueryCode) ?? appeal.WhyNotTouch()) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await withdrawing.TakeBackAsync(work, appeal, "query-code", request.Reason, null, new { Channel = platform.ChannelOf() });
        await work.CommitAsync();
        return TypedResults.NoContent();
    }

    private static object Key(ClaimsPrincipal platform, string number) => new { Channel = platform.ChannelOf(), number };

    /// <param name="Supplement">New facts, if any.</param>
    public sealed record UrgeRequest([StringLength(2000), PlainText(Lines = true)] string? Supplement = null);

    /// <param name="QueryCode">The citizen's query code.</param>
    /// <param name="Reason">Why, in the citizen's words.</param>
    public sealed record WithdrawRequest(
        [Required, RegularExpression(AppealNumbers.CodePattern)] string QueryCode,
        [Required, StringLength(200, MinimumLength = 2), PlainText] string Reason);

    /// <param name="Id">The appeal.</param>
    /// <param name="Number">Its number here.</param>
    /// <param name="Stage">How far it is; null while it waits to be taken up.</param>
    /// <param name="ReceivedAt">When it came in.</param>
    /// <param name="AcceptedAt">When it was taken up.</param>
    /// <param name="ProgressedAt">When the stage was reached.</param>
    /// <param name="PublicAnswer">The answer, once there is one.</param>
    /// <param name="UrgeCount">How often it was urged.</param>
    public sealed record Response(
        AppealId Id, string Number, AppealStage? Stage, DateTimeOffset ReceivedAt, DateTimeOffset? AcceptedAt,
        DateTimeOffset? ProgressedAt, string? PublicAnswer, int UrgeCount);

    private const string Find = $"""
        select {AppealRows.Columns} from intake.appeals where channel = @Channel and external_number = @number
        """;
}
