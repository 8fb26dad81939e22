using ContactCenter.Contracts;
using ContactCenter.Contracts.Dispatch;

namespace ContactCenter.Dispatch.Organisations;

/// <summary>
/// An organisation ended today or earlier and another carries on: what is open goes to it. Raised once for each, in the
/// transaction that moves the members.
/// </summary>
/// <param name="Old">The organisation that ended.</param>
/// <param name="New">The one that carries on.</param>
internal sealed record OrganisationSucceeded(OrganisationId Old, OrganisationId New) : IEvent
{
    /// <inheritdoc/>
    public string Stream => $"organisation:{Old}";
}
