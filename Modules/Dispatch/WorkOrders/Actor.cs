using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;

namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>Who acts: a person with what they may, or the system.</summary>
/// <param name="Id">The account; null for the system.</param>
/// <param name="Name">The name the log keeps.</param>
/// <param name="Org">The unit the person is a clerk of.</param>
/// <param name="Roles">As whom the person may act on any order; being a unit depends on the order.</param>
/// <param name="SeesAll">May see every order.</param>
internal sealed record Actor(AccountId? Id, string Name, OrganisationId? Org, IReadOnlySet<Party> Roles, bool SeesAll)
{
    /// <summary>The system itself.</summary>
    internal static readonly Actor System = new(null, "系统", null, new HashSet<Party> { Party.System }, true);
}

/// <summary>Who acts, and when.</summary>
internal sealed record Moment(Actor Actor, DateTimeOffset At);
