using System.Text.RegularExpressions;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Intake;
using ContactCenter.Intake.Messages;
using ContactCenter.Platform.Database;
using Microsoft.Extensions.Options;

namespace ContactCenter.Intake.Appeals;

/// <summary>What citizens are told by short message. It names nobody.</summary>
internal sealed partial class Receipts(MessageBook messages, IPersonalData personal, IOptions<IntakeOptions> options)
{
    internal Task RegisteredAsync(Work work, AppealId appeal, Sealed? reach, string number, string code) => TellAsync(
        work, $"receipt:{appeal}", reach, $"您的诉求已登记，编号{number}，查询码{code}。可凭编号和查询码在网上查询办理进度，请勿告知他人。");

    internal Task RouteAsync(Work work, AppealId appeal, Sealed? reach, string text) => TellAsync(work, $"route:{appeal}", reach, text);

    internal Task ProgressedAsync(Work work, AppealId appeal, Sealed? reach, string number, AppealStage stage, string? answer, DateTimeOffset at) =>
        stage switch
        {
            AppealStage.Answered when answer is not null => TellAsync(
                work, $"result:{appeal}:{at.UtcTicks}", reach, $"您的诉求（编号{number}）已有答复：{answer}"),
            AppealStage.Closed => TellAsync(
                work, $"closed:{appeal}:{at.UtcTicks}", reach, $"您的诉求（编号{number}）已办结，感谢您的来电。"),
            _ => Task.CompletedTask,
        };

    /// <summary>Only a mobile telephone receives short messages.</summary>
    private Task TellAsync(Work work, string key, Sealed? reach, string text) =>
        reach is { } value && personal.Open(value) is var number && Mobile().IsMatch(number)
            ? messages.WriteAsync(work, key, number, options.Value.MessageSignature + text)
            : Task.CompletedTask;

    [GeneratedRegex(@"^(\+?86)?[ -]?1[3-9]\d[ -]?\d{4}[ -]?\d{4}$")]
    private static partial Regex Mobile();
}
