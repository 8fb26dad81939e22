using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Intake;
using ContactCenter.Intake.Appeals;
using ContactCenter.Platform.Database;

namespace ContactCenter.Intake.Progress;

internal static class QueryProgress
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/public/progress", Handle)
        .WithName("QueryProgress")
        .WithSummary("Tells a citizen how far an appeal is, by its number and query code; limited by address and by number.")
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .AllowAnonymous();

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Request request, HttpContext context, PublicLimits limits, QueryCodes codes, Db db, CancellationToken cancellationToken)
    {
        if (!limits.MayAsk(context.Connection.RemoteIpAddress))
        {
            return TooMany.Problem("查询过于频繁，请一分钟后再试。");
        }

        if (!limits.MayAskAbout(request.Number))
        {
            return TooMany.Problem("该编号的查询码输错次数过多，请一小时后再试，或致电12345查询。");
        }

        // A number that does not exist costs the same as a wrong code, so that nobody can find out which numbers there are.
        if (await db.FindAsync<Appeal>(AppealRows.FindByNumber, new { request.Number }, cancellationToken) is not { } appeal
            || !codes.Fits(appeal, request.QueryCode))
        {
            limits.NoteWrongCode(request.Number);
            return TypedResults.Problem(
                type: "urn:contact-center:progress-not-found", title: "没有找到：请核对编号和查询码，它们在登记时的短信或通话中告知。",
                statusCode: StatusCodes.Status404NotFound);
        }

        return TypedResults.Ok(new Response(
            appeal.Number, appeal.Title, appeal.Stage, appeal.ReceivedAt, appeal.AcceptedAt, appeal.PublicAnswer,
            await db.ListAsync<Step>(SelectSteps, new { appeal.Id }, cancellationToken)));
    }

    public sealed record Request(
        [Required, RegularExpression(AppealNumbers.Pattern, ErrorMessage = "编号为 YZ 加 14 位数字。")] string Number,
        [Required, RegularExpression(AppealNumbers.CodePattern, ErrorMessage = "查询码为 8 位数字。")] string QueryCode);

    /// <param name="Number">The number.</param>
    /// <param name="Title">What it is about.</param>
    /// <param name="Stage">How far it is; null while it waits to be taken up.</param>
    /// <param name="ReceivedAt">When it came in.</param>
    /// <param name="AcceptedAt">When it was taken up; null while it waits.</param>
    /// <param name="PublicAnswer">The answer, once there is one.</param>
    /// <param name="Steps">The stages it went through, oldest first.</param>
    public sealed record Response(
        string Number, string Title, AppealStage? Stage, DateTimeOffset ReceivedAt, DateTimeOffset? AcceptedAt,
        string? PublicAnswer, IReadOnlyList<Step> Steps);

    public sealed class Step
    {
        public AppealStage Stage { get; init; }

        public DateTimeOffset At { get; init; }
    }

    private const string SelectSteps = """
        select stage as Stage, at as At from intake.progress where appeal_id = @Id order by at limit 200
        """;
}
