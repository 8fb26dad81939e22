using System.ComponentModel.DataAnnotations;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Supervision;

/// <summary>考核申诉: a unit contests how an order counts for it, once and within a time; a supervisor decides.</summary>
internal static class AppealScore
{
    // PROPOSED: long enough for a monthly sheet to be read, short enough for the next one to stand.
    private static readonly TimeSpan Window = TimeSpan.FromDays(30);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/orders/{id}/appeal-score", Ask)
            .ForAct(Act.AppealScore, "AppealScore", "The lead unit contests how a closed order counts for it, within 30 days (考核申诉).");
        routes.MapPost("/orders/{id}/decide-score-appeal", Decide)
            .ForAct(Act.DecideScoreAppeal, "DecideScoreAppeal", "A supervisor decides a score appeal; upheld, the order does not count for that.");
    }

    private static Task<ActAnswer> Ask([AsParameters] ActCall call, ScoreRequest request) =>
        call.RunAsync(Act.AppealScore, request.Version, turn => Apply(turn, request));

    private static Task<ActAnswer> Decide([AsParameters] ActCall call, DecideRequest request) =>
        call.RunAsync(Act.DecideScoreAppeal, request.Version, turn => Apply(turn, request));

    internal static Refusal? Apply(Turn turn, ScoreRequest request)
    {
        if (turn.At >= turn.Order.SettledAt + Window)
        {
            return new("score-appeal-too-late", $"考核申诉须在办结后 {Window.Days} 日内提出,时限已过。");
        }

        turn.Reason = request.Reason;
        turn.Details["about"] = request.About.InJson();
        turn.Details["evidence"] = request.Evidence ?? [];
        turn.Ask(Matter.New(
            MatterKind.ScoreAppeal, turn.Moment, request.Reason, turn.Order.LeadPart, word: request.About.Word()));
        return null;
    }

    internal static Refusal? Apply(Turn turn, DecideRequest request)
    {
        var asked = turn.Order.Open(MatterKind.ScoreAppeal).First();
        turn.Reason = request.Reason;
        turn.Details["matter"] = asked.Id;
        turn.Details["upheld"] = request.Uphold;
        asked.Decide(request.Uphold ? MatterState.Granted : MatterState.Refused, request.Reason, turn.Moment);
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="About">What should not count.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Evidence">Identifiers of attachments that show it.</param>
    public sealed record ScoreRequest(
        int Version, Subject About, [Required, StringLength(1000, MinimumLength = 2)] string Reason,
        [MaxLength(20)] IReadOnlyList<Guid>? Evidence = null);

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Uphold">Whether the unit is right.</param>
    /// <param name="Reason">Why, or why not.</param>
    public sealed record DecideRequest(int Version, bool Uphold, [Required, StringLength(500, MinimumLength = 2)] string Reason);

    /// <summary>What is contested.</summary>
    internal enum Subject
    {
        /// <summary>满意度.</summary>
        Rating,

        /// <summary>超期、红牌.</summary>
        Overdue,

        /// <summary>退单.</summary>
        Return,

        /// <summary>重办.</summary>
        Rework,
    }
}
