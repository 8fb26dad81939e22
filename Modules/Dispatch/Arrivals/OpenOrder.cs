using ContactCenter.Contracts.Dispatch;
using ContactCenter.Contracts.Intake;
using ContactCenter.Dispatch.Clocks;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;

namespace ContactCenter.Dispatch.Arrivals;

/// <summary>Makes the work order of an accepted appeal.</summary>
internal sealed class OpenOrder(OrderTurns turns, IAppeals appeals) : IEventHandler<AppealAccepted>
{
    /// <inheritdoc/>
    public async Task HandleAsync(AppealAccepted happened, Work work)
    {
        // One that was merged first has no order of its own.
        if (await Served.ByAsync(work, happened.Appeal) is null)
        {
            var facts = await appeals.FindAsync(happened.Appeal, work.CancellationToken)
                ?? throw new InvalidOperationException($"Appeal {happened.Appeal} was accepted but cannot be found.");
            await OpenAsync(turns, work, facts);
        }
    }

    internal static async Task OpenAsync(OrderTurns turns, Work work, AppealFacts facts)
    {
        var order = new Order
        {
            Id = WorkOrderId.New(),
            Number = facts.Number,
            Appeal = facts.Id,
            State = OrderState.PendingReview,
            Type = facts.Type,
            Urgency = facts.Urgency,
            Channel = facts.Channel,
            Category = facts.Category,
            Area = facts.Area,
            Line = facts.Line,
            Title = facts.Title,
            Brief = facts.Brief,
            Secret = facts.Secret,
            Anonymous = facts.Anonymous,
            ExternalSystem = facts.ExternalSystem,
            ExternalNumber = facts.ExternalNumber,
            UpstreamDeadline = facts.UpstreamDeadline,
            RegisteredBy = facts.RegisteredBy,
            AcceptedAt = facts.AcceptedAt,
        };
        order.Citizens.Add(Of(facts, own: true));
        await turns.OpenAsync(work, order, await ClockBook.NowAsync(work));
    }

    internal static Citizen Of(AppealFacts facts, bool own) => new()
    {
        Appeal = facts.Id,
        Number = facts.Number,
        Own = own,
        ToBeAsked = facts is { ReplyWanted: true, Reachable: true },
        State = CitizenState.Waiting,
    };
}
