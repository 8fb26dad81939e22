using ContactCenter.Contracts;
using ContactCenter.Contracts.Dispatch;

namespace ContactCenter.Dispatch.Catalogue;

/// <summary>An order was dispatched as a rule suggests. Raised with the dispatch; the catalogue counts it.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Version">Its version.</param>
/// <param name="Order">The order.</param>
/// <param name="At">When.</param>
internal sealed record RuleUsed(Guid Rule, int Version, WorkOrderId Order, DateTimeOffset At) : IEvent
{
    /// <inheritdoc/>
    public string Stream => $"rule:{Rule}";
}

/// <summary>A unit sent back an order that went to it by a rule. Raised with the return; the catalogue learns from it.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Version">Its version.</param>
/// <param name="Order">The order.</param>
/// <param name="Reason">Why, as the unit said, redacted.</param>
/// <param name="At">When.</param>
internal sealed record RuleReturned(Guid Rule, int Version, WorkOrderId Order, string Reason, DateTimeOffset At) : IEvent
{
    /// <inheritdoc/>
    public string Stream => $"rule:{Rule}";
}
