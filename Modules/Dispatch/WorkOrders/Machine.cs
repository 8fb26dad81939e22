using ContactCenter.Dispatch.Clocks;
using static ContactCenter.Dispatch.Clocks.ClockKind;
using static ContactCenter.Dispatch.WorkOrders.Fact;
using static ContactCenter.Dispatch.WorkOrders.OrderState;
using static ContactCenter.Dispatch.WorkOrders.Party;

namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>
/// The work order's whole life, declared once: what may be done in which state, by whom, with which facts, where it leads
/// and which clocks start and stop. The turn obeys it, consoles' buttons follow it, the diagram in the documentation and
/// the random walks of the tests are made of it.
/// </summary>
internal static class Machine
{
    /// <summary>A unit works on it.</summary>
    internal static readonly OrderState[] Handling = [Dispatched, Signed, InProgress];

    /// <summary>Nothing more happens but archiving.</summary>
    internal static readonly OrderState[] Settled = [Closed, Merged, Withdrawn, Transferred, OutOfScope, Archived];

    /// <summary>Everything else.</summary>
    internal static readonly OrderState[] Unsettled = [.. Enum.GetValues<OrderState>().Except(Settled)];

    private static readonly OrderState[] WithParts = [Dispatched, Signed, InProgress, ObjectionReview];

    private static readonly OrderState[] AtWork = [Dispatched, Signed, InProgress, ObjectionReview, FinishReview, CallbackPending, Escalated];

    private static readonly ClockKind[] LeadWork = [ClockKind.Sign, ClockKind.Return, Accept, Interim, Handle, Rework];

    private static readonly ClockPlan NewLead = new(Starts: [ClockKind.Sign, ClockKind.Return, Accept, Interim, Handle, Assist]);

    private static readonly ClockPlan AnotherLead =
        new(
        Starts: [ClockKind.Sign, ClockKind.Return, Accept, Interim, Handle, Assist],
        Stops: [Objection],
        Cancels: [.. LeadWork, Assist]);

    private static readonly ClockPlan End = new(EndsAll: true);

    private static readonly ClockPlan AskCitizen = new(Starts: [Callback], Stops: [Handle, Rework, ClockKind.Citizen, ClockKind.Upstream]);

    private static readonly ClockPlan Answered = new(Stops: [Handle, Rework, ClockKind.Citizen, ClockKind.Upstream], EndsAll: true);

    private static readonly ActRule[] Rules =
    [
        // Review and dispatch (预审、派单).
        When(Act.Dispatch).By(Dispatcher).Needs(Unit).Arrow([PendingReview], [Dispatched], NewLead),
        When(Act.AnswerDirectly).By(Dispatcher).Needs(PublicAnswer)
            .Arrow([PendingReview], [CallbackPending], AskCitizen).Arrow([PendingReview], [Closed], Answered),
        When(Act.TransferExternally).By(Dispatcher).Needs(Receiver, Reason)
            .Arrow([PendingReview, ObjectionReview, Negotiation], [Transferred], End),
        When(Act.RuleOutOfScope).By(Dispatcher).Needs(StatutoryRoute, Reason)
            .Arrow([PendingReview, ObjectionReview, Negotiation], [OutOfScope], End),
        When(Act.Reassign).By(Dispatcher, Supervisor).Needs(Unit, Reason).Arrow([.. Handling, Escalated], [Dispatched], AnotherLead),

        // The lead unit signs or gives it back (签收、退单、派单异议).
        When(Act.Sign).By(LeadUnit).Arrow([Dispatched], [Signed], new(Stops: [ClockKind.Sign])),
        When(Act.Start).By(LeadUnit).Arrow([Signed], [InProgress], new(Stops: [Accept])),
        When(Act.Return).By(LeadUnit).Needs(Reason, LegalBasis).Unless(Guards.ReturnIsOver)
            .Arrow([Dispatched, Signed], [ObjectionReview], new(Starts: [Objection], Stops: [ClockKind.Sign]))
            .Arrow([Dispatched, Signed], [Negotiation], new(Cancels: [.. LeadWork, Assist])),
        When(Act.Redispatch).By(Dispatcher).Needs(Unit, Reason).Arrow([ObjectionReview], [Dispatched], AnotherLead),
        When(Act.RefuseReturn).By(Dispatcher).Needs(Reason)
            .Arrow([ObjectionReview], [Dispatched], new(Starts: [ClockKind.Sign], Stops: [Objection]))
            .Arrow([ObjectionReview], [Signed], new(Stops: [Objection])),
        When(Act.OpenNegotiation).By(Dispatcher).Needs(Unit, Reason)
            .Arrow([PendingReview, ObjectionReview], [Negotiation], new(Stops: [Objection], Cancels: [.. LeadWork, Assist])),
        When(Act.AssignCompulsorily).By(Dispatcher).Needs(Unit, Reason)
            .Arrow([Negotiation], [Dispatched], new(Starts: [ClockKind.Sign, Accept, Interim, Handle, Assist])),

        // Joint handling and sub-units (会办、加派).
        When(Act.AddAssist).By(Dispatcher).Needs(Unit).Within(Handling).Clocks(new(Starts: [Assist])),
        When(Act.SubDispatch).By(LeadUnit, PartUnit).Needs(Unit, Deadline).Unless(Guards.ActorHasNotSigned)
            .Within(Signed, InProgress).Clocks(new(Starts: [Assist])),
        When(Act.ReleasePart).By(Dispatcher, LeadUnit, PartUnit).Needs(Reason).Within(WithParts).Clocks(new(Cancels: [Assist])),
        When(Act.SignPart).By(PartUnit).Unless(Guards.PartIsNotSent).Within(WithParts),
        When(Act.ReplyPart).By(PartUnit).Needs(InternalText).Unless(Guards.PartOwesNoReply).Within(WithParts)
            .Clocks(new(Stops: [Assist])),
        When(Act.ReportPart).By(PartUnit).Needs(InternalText).Unless(Guards.ActorHasNotSigned).Within(WithParts),
        When(Act.ReturnPart).By(PartUnit).Needs(Reason, LegalBasis).Unless(Guards.PartIsNotOpen).Within(WithParts),
        When(Act.DecidePartReturn).By(Dispatcher, LeadUnit, PartUnit).Needs(Reason).Unless(Guards.NothingReturned).Within(WithParts)
            .Clocks(new(Cancels: [Assist])),
        When(Act.SendPartBack).By(Dispatcher, LeadUnit, PartUnit).Needs(Reason).Unless(Guards.NoPartReplied)
            .Within(Handling).Clocks(new(Starts: [Assist])),

        // Handling and its time (办理、延期、答复).
        When(Act.ReportInterim).By(LeadUnit).Needs(InternalText).Arrow([Signed, InProgress], [InProgress], new(Stops: [Interim])),
        When(Act.RequestExtension).By(LeadUnit, PartUnit).Needs(Reason, Deadline).Unless(Guards.ExtensionIsOver)
            .Within(Signed, InProgress).Clocks(new(Starts: [Extension])),
        When(Act.DecideExtension).By(Dispatcher).Needs(Reason).Unless(Guards.NoExtensionAsked).Within(Unsettled)
            .Clocks(new(Stops: [Extension])),
        When(Act.TellExtension).By(LeadUnit, PartUnit, Agent, Dispatcher).Needs(Proof).Unless(Guards.NoExtensionToTell).Within(Unsettled),
        When(Act.Reply).By(LeadUnit).Needs(PublicAnswer, InternalText).Unless(Guards.PartsAreOpen)
            .Arrow([Signed, InProgress], [FinishReview], new(Stops: [Accept, Interim], Pauses: [Handle, Rework])),
        When(Act.AcceptReply).By(Dispatcher)
            .Arrow([FinishReview], [CallbackPending], AskCitizen).Arrow([FinishReview], [Closed], Answered),
        When(Act.SendBack).By(Dispatcher).Needs(Reason).Arrow([FinishReview], [InProgress], new(Resumes: [Handle, Rework])),

        // The citizen's word (回访、重办).
        When(Act.RecordCallback).By(Agent, Dispatcher).Needs(CitizensWord)
            .Within(CallbackPending)
            .Arrow([CallbackPending], [Closed], new(Stops: [Callback], EndsAll: true))
            .Arrow([CallbackPending], [InProgress], new(Starts: [Rework], Stops: [Callback]))
            .Arrow([CallbackPending], [Escalated], new(Stops: [Callback])),

        // Supervision (督办、挂账、认定).
        When(Act.Escalate).By(Supervisor).Needs(Reason).Arrow(
            [.. Handling, ObjectionReview, Negotiation, CallbackPending], [Escalated], new(Stops: [Objection], Cancels: [ClockKind.Sign, Callback])),
        When(Act.OrderRework).By(Supervisor).Needs(Reason, Deadline).Unless(Guards.NobodyLeads)
            .Arrow([Escalated], [InProgress], new(Starts: [Rework], Cancels: [Handle, Rework])),
        When(Act.CarryOver).By(Supervisor).Needs(Reason, Deadline).Unless(Guards.NobodyLeads)
            .Arrow([InProgress, Escalated], [CarriedOver], new(Pauses: [Handle, Rework])),
        When(Act.Resume).By(Supervisor).Needs(Reason, Deadline)
            .Arrow([CarriedOver], [InProgress], new(Starts: [Rework], Cancels: [Handle, Rework])),
        When(Act.WriteOff).By(Supervisor).Needs(PublicAnswer, Reason)
            .Arrow([CarriedOver], [CallbackPending], AskCitizen with { Cancels = [Assist] }).Arrow([CarriedOver], [Closed], Answered),
        When(Act.CloseUnresolved).By(Supervisor).Needs(PublicAnswer, Reason).Arrow([Escalated], [Closed], End),
        When(Act.ApplyUnreasonable).By(LeadUnit).Needs(Reason).Unless(Guards.FindingIsAsked).Within(Signed, InProgress),
        When(Act.DecideUnreasonable).By(Supervisor).Needs(Reason).Unless(Guards.NoFindingAsked)
            .Within(AtWork).Arrow(AtWork, [Closed], End),
        When(Act.Urge).By(Dispatcher, Supervisor, Agent, Party.System).Within(Unsettled),
        When(Act.Supervise).By(Supervisor).Needs(Instrument, Reason, Deadline).Unless(Guards.NobodyLeads).Within(AtWork),
        When(Act.AnswerSupervision).By(LeadUnit, PartUnit).Needs(InternalText).Unless(Guards.NotSupervised).Within(Unsettled),
        When(Act.MarkHard).By(Dispatcher, Supervisor, Party.System).Needs(Reason).Unless(Guards.IsHard).Within(Unsettled),
        When(Act.ClearHard).By(Dispatcher, Supervisor).Needs(Reason).Unless(Guards.IsNotHard).Within(Unsettled),
        When(Act.AppealScore).By(LeadUnit).Needs(Reason).Unless(Guards.ScoreIsAppealed).Within(Closed, Archived),
        When(Act.DecideScoreAppeal).By(Supervisor).Needs(Reason).Unless(Guards.NoScoreAppealed).Within(Closed, Archived),
        When(Act.Archive).By(Dispatcher, Party.System).Unless(Guards.MattersAreOpen)
            .Arrow([.. Settled.Except([Archived])], [Archived], End),

        // What the citizen and the system do.
        When(Act.Merge).By(Party.System).Arrow([.. Unsettled], [Merged], End),
        When(Act.TakeIn).By(Party.System).Within(Unsettled),
        When(Act.Withdraw).By(Party.System).Needs(Proof).Within(Unsettled).Arrow([.. Unsettled], [Withdrawn], End)
            .Arrow([CallbackPending], [Closed], new(Stops: [Callback], EndsAll: true))
            .Arrow([CallbackPending], [InProgress], new(Starts: [Rework], Stops: [Callback]))
            .Arrow([CallbackPending], [Escalated], new(Stops: [Callback])),
        When(Act.Amend).By(Party.System).Within(Unsettled),
        When(Act.GiveCard).By(Party.System).Within(Unsettled),
        When(Act.Succeed).By(Party.System).Within(Unsettled).Clocks(new(Cancels: [Assist])),
    ];

    private static readonly Dictionary<Act, ActRule> ByAct = Rules.ToDictionary(rule => rule.Act);

    /// <summary>Every rule, in the order of an order's life.</summary>
    internal static IReadOnlyList<ActRule> All => Rules;

    internal static ActRule Of(Act act) => ByAct[act];

    private static ActRule When(Act act) => new(act);
}
