using ContactCenter.Dispatch.Clocks;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>What stands in the way of an act though state and person allow it. Each answers null where nothing does.</summary>
internal static class Guards
{
    internal static Refusal? ReturnIsOver(Order order, Moment moment)
    {
        if (order.Compulsory)
        {
            return new("assigned-compulsorily", "本单经协商强制指派,不能再退单;确有困难请申请延期或中途汇报。");
        }

        return order.DueOf(ClockKind.Return, order.Lead) is { } due && moment.At >= due
            ? new("return-too-late", "退单时限已过,请办理并答复;职责不符可在答复中说明。")
            : null;
    }

    internal static Refusal? ActorHasNotSigned(Order order, Moment moment) =>
        order.PartOf(moment.Actor.Org) is { State: AssignmentState.Signed or AssignmentState.Working }
            ? null
            : new("not-signed", "贵单位尚未签收或已答复,请先签收。");

    internal static Refusal? PartIsNotSent(Order order, Moment moment) =>
        order.PartOf(moment.Actor.Org) is { State: AssignmentState.Sent } ? null : new("already-signed", "协办任务已签收,无需重复签收。");

    internal static Refusal? PartOwesNoReply(Order order, Moment moment) => order.PartOf(moment.Actor.Org) switch
    {
        { State: AssignmentState.Signed or AssignmentState.Working } part => SubPartsAreOpen(order, part),
        _ => new("not-signed", "协办任务尚未签收或已答复,请先签收。"),
    };

    internal static Refusal? PartIsNotOpen(Order order, Moment moment) =>
        order.PartOf(moment.Actor.Org) is { State: AssignmentState.Sent or AssignmentState.Signed or AssignmentState.Working }
            ? null
            : new("part-not-open", "协办任务已退回或已答复,不能退单。");

    internal static Refusal? NothingReturned(Order order, Moment moment) =>
        order.Open(MatterKind.PartReturn).Any(matter => order.MayDecide(moment.Actor, matter))
            ? null
            : new("nothing-returned", "没有待审核的协办退单。");

    internal static Refusal? NoPartReplied(Order order, Moment moment) =>
        order.Parts.Any(part => part.State is AssignmentState.Replied && order.MayAskAgain(moment.Actor, part))
            ? null
            : new("no-part-replied", "没有已答复的协办任务可以退回补充。");

    internal static Refusal? PartsAreOpen(Order order, Moment moment)
    {
        var open = order.Parts.Where(part => part.IsOpen).ToList();
        return open.Count == 0
            ? null
            : new("parts-open", $"还有 {open.Count} 个协办或下级单位未答复,请等其答复或先解除协办,再统一答复市民。", new Dictionary<string, object?>
            {
                ["parts"] = open.ConvertAll(part => part.Id),
            });
    }

    internal static Refusal? ExtensionIsOver(Order order, Moment moment)
    {
        var part = order.PartOf(moment.Actor.Org);
        if (part is not { State: AssignmentState.Signed or AssignmentState.Working })
        {
            return new("not-signed", "贵单位尚未签收或已答复,不能申请延期。");
        }

        if (order.Open(MatterKind.Extension).Any(matter => matter.Org == part.Org))
        {
            return new("extension-pending", "已有一份延期申请在审批,请等待审批结果。");
        }

        return order.WorkClockOf(part) is { } clock && moment.At >= clock.DueAt
            ? new("extension-too-late", "办理期限已过,延期须在到期前申请。")
            : null;
    }

    internal static Refusal? NoExtensionAsked(Order order, Moment moment) =>
        order.Open(MatterKind.Extension).Any() ? null : new("no-extension-asked", "没有待审批的延期申请。");

    internal static Refusal? NoExtensionToTell(Order order, Moment moment) =>
        order.Matters.Exists(matter => matter is { Kind: MatterKind.Extension, State: MatterState.Granted, ToldAt: null })
            ? null
            : new("no-extension-to-tell", "没有需要告知市民的延期。");

    internal static Refusal? NobodyLeads(Order order, Moment moment) =>
        order.LeadPart is null ? new("nobody-leads", "本单还没有主办单位,请先派单。") : null;

    internal static Refusal? FindingIsAsked(Order order, Moment moment) =>
        order.Matters.Exists(matter => matter.Kind is MatterKind.Unreasonable && (matter.IsOpen || matter.Org == moment.Actor.Org))
            ? new("finding-asked", "贵单位已申请过不合理诉求认定,不能重复申请。")
            : null;

    internal static Refusal? NoFindingAsked(Order order, Moment moment) =>
        order.Open(MatterKind.Unreasonable).Any() ? null : new("no-finding-asked", "没有待认定的不合理诉求申请。");

    internal static Refusal? NotSupervised(Order order, Moment moment) =>
        order.Open(MatterKind.Supervision).Any(matter => matter.Org == moment.Actor.Org)
            ? null
            : new("not-supervised", "没有需要贵单位回复的督办。");

    internal static Refusal? IsHard(Order order, Moment moment) =>
        order.Hard ? new("already-hard", "本单已标记为疑难工单。") : null;

    internal static Refusal? IsNotHard(Order order, Moment moment) =>
        order.Hard ? null : new("not-hard", "本单没有疑难标记。");

    internal static Refusal? ScoreIsAppealed(Order order, Moment moment) =>
        order.Matters.Exists(matter => matter.Kind is MatterKind.ScoreAppeal)
            ? new("score-appealed", "本单已提出过考核申诉,每单只能申诉一次。")
            : null;

    internal static Refusal? NoScoreAppealed(Order order, Moment moment) =>
        order.Open(MatterKind.ScoreAppeal).Any() ? null : new("no-score-appealed", "没有待审核的考核申诉。");

    internal static Refusal? MattersAreOpen(Order order, Moment moment) =>
        order.Matters.Exists(matter => matter.IsOpen)
            ? new("matters-open", "还有未了结的申诉、督办或审批,办完后才能归档。")
            : null;

    private static Refusal? SubPartsAreOpen(Order order, Assignment part) =>
        order.Parts.Any(one => one.Parent == part.Id && one.IsOpen)
            ? new("parts-open", "加派的下级单位尚未答复,请等其答复或先解除加派。")
            : null;
}
