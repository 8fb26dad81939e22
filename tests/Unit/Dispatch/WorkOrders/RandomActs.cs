using ContactCenter.Contracts.Dispatch;
using ContactCenter.Contracts.Intake;
using ContactCenter.Dispatch.Arrivals;
using ContactCenter.Dispatch.Callbacks;
using ContactCenter.Dispatch.Clocks;
using ContactCenter.Dispatch.Handling;
using ContactCenter.Dispatch.Joint;
using ContactCenter.Dispatch.Review;
using ContactCenter.Dispatch.Supervision;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Calendars;
using ContactCenter.Platform.Http;

namespace ContactCenter.Unit.Dispatch.WorkOrders;

/// <summary>Does an act with facts that the dice choose, sensible or not.</summary>
internal sealed class RandomActs(OrderWorld world, Random dice)
{
    internal Refusal? Apply(Turn turn) => turn.Act switch
    {
        Act.Open => throw new InvalidOperationException("An order is opened once."),
        Act.Dispatch => DispatchOrder.Apply(turn, new(1, Unit(), Units(), Yes(), null), null),
        Act.AnswerDirectly => AnswerDirectly.Apply(turn, new(1, "已答复")),
        Act.TransferExternally => TransferExternally.Apply(turn, new(1, "110", "警情")),
        Act.RuleOutOfScope => RuleOutOfScope.Apply(turn, new(1, "请向人民法院起诉", "涉诉")),
        Act.Sign => SignOrder.Apply(turn),
        Act.Start => StartHandling.Apply(turn, new(1, Yes())),
        Act.Return => ReturnOrder.Apply(turn, new(1, "非本单位职责", "三定方案第二条", Yes() ? Unit() : null)),
        Act.Redispatch => DecideReturn.Apply(turn, new DecideReturn.RedispatchRequest(1, Unit(), "退单有理", Units())),
        Act.RefuseReturn => DecideReturn.Apply(turn, new DecideReturn.RefuseRequest(1, "属地管理")),
        Act.OpenNegotiation => NegotiateOrder.Apply(turn, new NegotiateOrder.NegotiationRequest(1, [Unit(), Unit()], "职责不清")),
        Act.AssignCompulsorily => NegotiateOrder.Apply(turn, new NegotiateOrder.AssignRequest(1, Unit(), "会商结论", Units())),
        Act.Reassign => ReassignOrder.Apply(turn, new(1, Unit(), "更合适", Units())),
        Act.AddAssist => AddAssist.Apply(turn, new(1, Unit())),
        Act.SubDispatch => SubDispatch.Apply(turn, new(1, Unit(), 2, LimitUnit.WorkingDays)),
        Act.ReleasePart => GuidePart.Apply(turn, Part(turn), new GuidePart.ReleaseRequest(1, "不再需要")),
        Act.SignPart => AnswerPart.ApplySign(turn),
        Act.ReplyPart => AnswerPart.Apply(turn, new AnswerPart.ReplyRequest(1, "已处理")),
        Act.ReportPart => AnswerPart.Apply(turn, new AnswerPart.ReportRequest(1, "在处理")),
        Act.ReturnPart => AnswerPart.Apply(turn, new AnswerPart.ReturnRequest(1, "非职责", "权责清单")),
        Act.DecidePartReturn => GuidePart.Apply(turn, Part(turn), new GuidePart.DecideRequest(1, Yes(), "核实")),
        Act.SendPartBack => GuidePart.Apply(turn, Part(turn), new GuidePart.SendBackRequest(1, "补充")),
        Act.ReportInterim => ReportInterim.Apply(turn, new(1, "正在办")),
        Act.RequestExtension => RequestExtension.Apply(
            turn, new RequestExtension.ExtensionRequest(1, dice.Next(1, 9), Yes() ? LimitUnit.WorkingDays : LimitUnit.NaturalHours, "复杂")),
        Act.DecideExtension => DecideExtension.Apply(turn, new(1, Yes(), "情况属实")),
        Act.TellExtension => RequestExtension.Apply(turn, new RequestExtension.ToldRequest(1, "电话告知")),
        Act.Reply => ReplyToOrder.Apply(turn, new(1, "已修复", "更换灯泡", Solved: Yes(), WhyUnsolved: Yes() ? "缺配件" : null)),
        Act.AcceptReply => ReviewReply.Apply(turn, new ReviewReply.AcceptRequest(1)),
        Act.SendBack => ReviewReply.Apply(turn, new ReviewReply.SendBackRequest(1, "未说明结果")),
        Act.RecordCallback => RecordCallback.Apply(turn, Said(turn)),
        Act.Escalate => EscalateOrder.Apply(turn, new EscalateOrder.EscalateRequest(1, "久拖不决")),
        Act.OrderRework => EscalateOrder.Apply(turn, new EscalateOrder.ReworkRequest(1, 3, LimitUnit.WorkingDays, "限期重办")),
        Act.CarryOver => CarryOver.Apply(turn, new CarryOver.CarryRequest(1, turn.At.AddDays(dice.Next(-3, 60)), "待规划")),
        Act.Resume => CarryOver.Apply(turn, new CarryOver.ResumeRequest(1, 5, LimitUnit.WorkingDays, "条件具备")),
        Act.WriteOff => CarryOver.Apply(turn, new CarryOver.WriteOffRequest(1, "已纳入规划", "已解决")),
        Act.CloseUnresolved => EscalateOrder.Apply(turn, new EscalateOrder.CloseRequest(1, "暂无法解决", "无政策依据")),
        Act.ApplyUnreasonable => FindUnreasonable.Apply(turn, new FindUnreasonable.FindingRequest(1, "诉求不合理")),
        Act.DecideUnreasonable => FindUnreasonable.Apply(turn, new FindUnreasonable.DecideRequest(1, Yes(), "经核实", Yes() ? "依规不予支持" : null)),
        Act.Urge => SuperviseOrder.ApplyUrge(turn, "市民催办"),
        Act.Supervise => SuperviseOrder.Apply(turn, new SuperviseOrder.SuperviseRequest(
            1, SuperviseOrder.Instrument.WrittenOrder, turn.At.AddHours(dice.Next(-5, 48)), "限期办结", Yes() ? Unit() : null)),
        Act.AnswerSupervision => SuperviseOrder.Apply(turn, new SuperviseOrder.AnswerRequest(1, "已落实")),
        Act.MarkHard => MarkHardCase.Apply(turn, "多次退单", hard: true),
        Act.ClearHard => MarkHardCase.Apply(turn, "已解决", hard: false),
        Act.AppealScore => AppealScore.Apply(turn, new AppealScore.ScoreRequest(1, AppealScore.Subject.Rating, "评价不实")),
        Act.DecideScoreAppeal => AppealScore.Apply(turn, new AppealScore.DecideRequest(1, Yes(), "复核")),
        Act.Archive => ArchiveOrder.Apply(turn),
        Act.Merge => Merge(turn),
        Act.TakeIn => MergeOrder.Apply(turn, [new Citizen { Appeal = AppealId.New(), Number = "YZ2", ToBeAsked = Yes() }]),
        Act.Withdraw => WithdrawOrder.Apply(turn, Pick(turn.Order.Citizens).Appeal, "query-code"),
        Act.Amend => null,
        Act.GiveCard => GiveCard.Apply(
            turn, Guid.CreateVersion7(), Pick(Enum.GetValues<ClockKind>()), Yes() ? turn.Order.Lead : null, turn.At, Pick(Enum.GetValues<CardColour>())),
        Act.Succeed => Succeed(turn),
    };

    internal T Pick<T>(IReadOnlyList<T> among) => among[dice.Next(among.Count)];

    private static Refusal? Merge(Turn turn)
    {
        turn.Order.Citizens.Clear();
        turn.Order.MergedInto = WorkOrderId.New();
        turn.Settle(OrderState.Merged, "merged");
        return null;
    }

    private Refusal? Succeed(Turn turn) =>
        turn.Order.Assignments.Where(part => part.IsLive).ToList() is { Count: > 0 } live && (Pick(live).Org, Unit()) is var (old, heir) && old != heir
            ? HandOverOrders.Apply(turn, old, heir)
            : new("nobody", "没有可以承接的单位。");

    private RecordCallback.Request Said(Turn turn)
    {
        var appeal = Yes() ? (AppealId?)null : Pick(turn.Order.Citizens).Appeal;
        return Yes()
            ? new(1, true, appeal, null, Yes(), Yes(), Pick(Enum.GetValues<Rating>()))
            : new(1, false, appeal, Pick(Enum.GetValues<NotReached>()));
    }

    private Guid Part(Turn turn) =>
        turn.Order.Assignments.Count == 0 ? Guid.Empty : Pick(turn.Order.Assignments).Id;

    private OrganisationId Unit() => Pick(world.Units.Keys.ToList());

    private List<OrganisationId> Units() => Enumerable.Range(0, dice.Next(4) / 2).Select(_ => Unit()).ToList();

    private bool Yes() => dice.Next(2) == 0;
}
