using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.Numbers;

namespace ContactCenter.Telephony.Lines;

/// <summary>A route told in sentences, for the person who set the line up.</summary>
internal static class Reasons
{
    internal static IEnumerable<string> Of(RoutedCall routed, DialledNumber dialled, DateOnly day)
    {
        yield return dialled.IsReadable
            ? $"中继送来的被叫识别为 {dialled}。"
            : "中继送来的被叫不是电话号码。";
        if (routed.DecidedBy is not NumberOrigin.Dialled)
        {
            yield return $"按 {HeaderOf(routed.DecidedBy)} 取市民最初拨打的号码 {routed.Number}。";
        }

        if (routed.Line is not { } line)
        {
            yield return $"{day:yyyy-MM-dd} 没有线路登记该号码：进综合队列并按号码计数。";
        }
        else
        {
            yield return $"{day:yyyy-MM-dd} 该号码为线路“{line.Settings.Name}”（{NameOf(line.Settings.Mode)}，{Validity(line)}）。";
            yield return line.PhaseOn(day) is { } phase
                ? $"所处阶段：{NameOf(phase.Kind)}（{phase.StartsOn:yyyy-MM-dd} 起）。"
                : "当日没有登记阶段，按归并方式处理。";
        }

        for (var index = 0; index < routed.Route.Steps.Count; index++)
        {
            yield return $"第 {index + 1} 步：{Told(routed.Route.Steps[index])}。";
        }
    }

    private static string Told(RouteStep step) => step switch
    {
        QueueStep { AtMostSeconds: { } seconds } queue => $"进队列 {queue.Queue}{Greeted(queue.Greeting)}，{seconds} 秒无人接听转下一步",
        QueueStep queue => $"进队列 {queue.Queue}{Greeted(queue.Greeting)}",
        ForwardStep forward => $"转接 {forward.Address}{Greeted(forward.Greeting)}，振铃 {forward.RingSeconds} 秒无人接听转下一步",
        NoticeStep notice => $"播放告知 {notice.Prompt}",
        _ => step.GetType().Name,
    };

    private static string Greeted(string? prompt) => prompt is null ? "" : $"，播放 {prompt}";

    private static string Validity(Line line) => line.ValidTo is { } end
        ? $"{line.ValidFrom:yyyy-MM-dd} 至 {end.AddDays(-1):yyyy-MM-dd} 有效"
        : $"{line.ValidFrom:yyyy-MM-dd} 起有效";

    private static string HeaderOf(NumberOrigin origin) => origin switch
    {
        NumberOrigin.Dialled => "被叫",
        NumberOrigin.HistoryInfo => "History-Info",
        NumberOrigin.Diversion => "Diversion",
        NumberOrigin.CalledParty => "P-Called-Party-ID",
    };

    private static string NameOf(MergeMode mode) => mode switch
    {
        MergeMode.Platform => "平台",
        MergeMode.WholeMerge => "整体并入",
        MergeMode.DualNumber => "双号并行",
        MergeMode.SubCenter => "设分中心",
        MergeMode.EmergencyLinkage => "紧急联动",
        MergeMode.UtilityLinkage => "公用事业联动",
        MergeMode.ReferOnly => "只告知途径",
        MergeMode.NotInAnnex => "未列入归并清单",
        MergeMode.Unknown => "归并方式未知",
    };

    private static string NameOf(PhaseKind phase) => phase switch
    {
        PhaseKind.Preparation => "准备",
        PhaseKind.Parallel => "并行",
        PhaseKind.Forwarding => "转接",
        PhaseKind.NoticeOnly => "语音告知",
        PhaseKind.Closed => "停用",
    };
}
