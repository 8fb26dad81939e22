using ContactCenter.Contracts.Intake;
using ContactCenter.Intake.StatutoryRoutes;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Appeals;

/// <summary>What must be known before an appeal may end at intake.</summary>
internal static class OutcomeRules
{
    internal static Handling HandlingOf(this AppealFields.Outcome outcome) => Enum.Parse<Handling>(outcome.Kind, ignoreCase: true);

    /// <summary>Why an appeal may not be dealt with like this, or null where it may.</summary>
    internal static Refusal? WhyNot(AppealFields.Outcome outcome, Urgency urgency, StatutoryRoute? route) => outcome.HandlingOf() switch
    {
        Handling.DirectAnswer when string.IsNullOrWhiteSpace(outcome.Answer) =>
            new Refusal("answer-missing", "直接答复须填写答复内容。"),
        Handling.OutOfScope when route is not { Active: true } =>
            new Refusal("route-missing", "不予受理须选择并告知法定途径。"),
        Handling.Invalid when string.IsNullOrWhiteSpace(outcome.Reason) =>
            new Refusal("reason-missing", "登记为无效诉求须填写原因。"),

        // A marked caller may have an emergency (domain: never bar a number from urgent intake).
        Handling.Invalid when urgency is Urgency.Urgent =>
            new Refusal("urgent-not-invalid", "紧急诉求不能登记为无效，请转办或转接；确属骚扰的请先取消紧急。"),
        Handling.Transferred when string.IsNullOrWhiteSpace(outcome.TransferredTo) =>
            new Refusal("target-missing", "请填写转接到哪里，例如 110。"),
        _ => null,
    };

    /// <summary>The state and the stage that follow.</summary>
    internal static (AppealState State, AppealStage Stage) Follows(this Handling handling) => handling switch
    {
        Handling.Dispatch => (AppealState.Accepted, AppealStage.Accepted),
        Handling.OutOfScope => (AppealState.Closed, AppealStage.OutOfScope),
        Handling.Withdrawn => (AppealState.Closed, AppealStage.Withdrawn),
        Handling.DirectAnswer or Handling.Invalid or Handling.Transferred => (AppealState.Closed, AppealStage.Closed),
    };
}
