namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>What people call states, acts and parties.</summary>
internal static class Naming
{
    internal static string Chinese(this OrderState state) => state switch
    {
        OrderState.PendingReview => "待预审",
        OrderState.Dispatched => "待签收",
        OrderState.Signed => "已签收",
        OrderState.InProgress => "办理中",
        OrderState.ObjectionReview => "退单审核",
        OrderState.Negotiation => "协商",
        OrderState.FinishReview => "办结审核",
        OrderState.CallbackPending => "待回访",
        OrderState.Escalated => "提级督办",
        OrderState.CarriedOver => "挂账",
        OrderState.Closed => "已办结",
        OrderState.Merged => "已并单",
        OrderState.Withdrawn => "已撤回",
        OrderState.Transferred => "已转出",
        OrderState.OutOfScope => "不予受理",
        OrderState.Archived => "已归档",
    };

    internal static string Chinese(this Act act) => act switch
    {
        Act.Open => "受理",
        Act.Dispatch => "派单",
        Act.AnswerDirectly => "直接答复",
        Act.TransferExternally => "转外部单位",
        Act.RuleOutOfScope => "不予受理",
        Act.Sign => "签收",
        Act.Start => "开始办理",
        Act.Return => "退单",
        Act.Redispatch => "同意退单并改派",
        Act.RefuseReturn => "驳回退单",
        Act.OpenNegotiation => "发起协商",
        Act.AssignCompulsorily => "强制指派",
        Act.Reassign => "改派",
        Act.AddAssist => "增加协办单位",
        Act.SubDispatch => "加派下级单位",
        Act.ReleasePart => "解除协办",
        Act.SignPart => "签收(协办)",
        Act.ReplyPart => "协办答复",
        Act.ReportPart => "中途汇报(协办)",
        Act.ReturnPart => "退单(协办)",
        Act.DecidePartReturn => "审核协办退单",
        Act.SendPartBack => "退回协办单位补充",
        Act.ReportInterim => "中途汇报",
        Act.RequestExtension => "申请延期",
        Act.DecideExtension => "审批延期",
        Act.TellExtension => "延期告知市民",
        Act.Reply => "答复",
        Act.AcceptReply => "办结审核通过",
        Act.SendBack => "办结审核退回",
        Act.RecordCallback => "回访",
        Act.Escalate => "提级督办",
        Act.OrderRework => "发回重办",
        Act.CarryOver => "挂账",
        Act.Resume => "恢复办理",
        Act.WriteOff => "销账",
        Act.CloseUnresolved => "未解决办结",
        Act.ApplyUnreasonable => "申请不合理诉求认定",
        Act.DecideUnreasonable => "不合理诉求认定",
        Act.Urge => "催办",
        Act.Supervise => "督办",
        Act.AnswerSupervision => "回复督办",
        Act.MarkHard => "标记疑难",
        Act.ClearHard => "取消疑难",
        Act.AppealScore => "考核申诉",
        Act.DecideScoreAppeal => "审核考核申诉",
        Act.Archive => "归档",
        Act.Merge => "并单",
        Act.TakeIn => "并入诉求",
        Act.Withdraw => "市民撤回",
        Act.Amend => "诉求补正",
        Act.GiveCard => "亮牌",
        Act.Succeed => "单位承接",
    };

    internal static string Chinese(this Party party) => party switch
    {
        Party.Dispatcher => "派单员",
        Party.Supervisor => "督查员",
        Party.Agent => "话务员",
        Party.LeadUnit => "主办单位",
        Party.PartUnit => "协办或下级单位",
        Party.System => "系统",
    };

    internal static string Chinese(this Fact fact) => fact switch
    {
        Fact.Reason => "理由",
        Fact.LegalBasis => "法律依据",
        Fact.Unit => "单位",
        Fact.Deadline => "期限",
        Fact.PublicAnswer => "公开答复",
        Fact.InternalText => "办理情况",
        Fact.StatutoryRoute => "法定渠道",
        Fact.Receiver => "接收方",
        Fact.CitizensWord => "市民所述",
        Fact.Instrument => "督办方式",
        Fact.Proof => "凭证",
    };
}
