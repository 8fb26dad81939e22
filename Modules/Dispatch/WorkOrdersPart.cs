using ContactCenter.Contracts.Intake;
using ContactCenter.Dispatch.Arrivals;
using ContactCenter.Dispatch.Callbacks;
using ContactCenter.Dispatch.Clocks;
using ContactCenter.Dispatch.Handling;
using ContactCenter.Dispatch.Joint;
using ContactCenter.Dispatch.Lists;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Dispatch.Review;
using ContactCenter.Dispatch.Search;
using ContactCenter.Dispatch.Supervision;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Live;
using Quartz;

namespace ContactCenter.Dispatch;

/// <summary>What work orders add to the module.</summary>
internal static class WorkOrdersPart
{
    internal static IServiceCollection AddWorkOrders(this IServiceCollection services)
    {
        services.AddSingleton<Actors>();
        services.AddSingleton<OrderTurns>();
        services.AddSingleton<ClockFaces>();
        services.AddSingleton<ITopicSource, OrderTopics>();
        services.AddEventHandler<AppealAccepted, OpenOrder>();
        services.AddEventHandler<AppealMerged, MergeOrder>();
        services.AddEventHandler<AppealWithdrawn, WithdrawOrder>();
        services.AddEventHandler<AppealAmended, AmendOrder>();
        services.AddEventHandler<AppealUrged, UrgeByCitizen>();
        services.AddEventHandler<ClockWarned, WarnOfDeadline>();
        services.AddEventHandler<ClockOverdue, NoteOverdue>();
        services.AddEventHandler<ClockOverdueWithdrawn, TakeCardBack>();
        services.AddEventHandler<OrganisationSucceeded, HandOverOrders>();
        services.AddScoped<ArchiveSettled>();
        return services.AddQuartz(quartz => quartz.ScheduleJob<ArchiveSettled>(
            trigger => trigger.WithIdentity(nameof(ArchiveSettled), "dispatch").WithCronSchedule("0 41 * * * ?"),
            job => job.WithIdentity(ArchiveSettled.Key)));
    }

    internal static void MapWorkOrders(this IEndpointRouteBuilder routes)
    {
        FindOrders.Map(routes);
        ExportOrders.Map(routes);
        ShowFigures.Map(routes);
        HotlineInbox.Map(routes);
        MatterList.Map(routes);
        UnitInbox.Map(routes);
        CallbackQueue.Map(routes);
        ShowOrder.Map(routes);
        RevealContact.Map(routes);
        ShowMyUnit.Map(routes);
        DispatchOrder.Map(routes);
        DispatchMany.Map(routes);
        AnswerDirectly.Map(routes);
        TransferExternally.Map(routes);
        RuleOutOfScope.Map(routes);
        ReassignOrder.Map(routes);
        DecideReturn.Map(routes);
        NegotiateOrder.Map(routes);
        SignOrder.Map(routes);
        StartHandling.Map(routes);
        ReturnOrder.Map(routes);
        ReportInterim.Map(routes);
        RequestExtension.Map(routes);
        DecideExtension.Map(routes);
        ReplyToOrder.Map(routes);
        AddAssist.Map(routes);
        SubDispatch.Map(routes);
        AnswerPart.Map(routes);
        GuidePart.Map(routes);
        ReviewReply.Map(routes);
        RecordCallback.Map(routes);
        EscalateOrder.Map(routes);
        CarryOver.Map(routes);
        FindUnreasonable.Map(routes);
        SuperviseOrder.Map(routes);
        MarkHardCase.Map(routes);
        AppealScore.Map(routes);
        ArchiveOrder.Map(routes);
    }

    internal static Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken) => Task.CompletedTask;
}
