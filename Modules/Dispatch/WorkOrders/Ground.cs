using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Clocks;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Dispatch.Policies;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>What an act needs to know of the world beside its order: organisations, the catalogue's word, the policy.</summary>
/// <param name="Find">The organisation as it is today, or null where there is none.</param>
/// <param name="IsUnder">Whether the first is the second or a part of it.</param>
/// <param name="WhyNotSend">Why a matter of a category may not be sent there.</param>
/// <param name="LimitsOf">The limits for the order when this unit handles it.</param>
/// <param name="Redact">A text without what identifies a person.</param>
/// <param name="Before">The moment that lies so long before a clock is due, by the calendar of its unit.</param>
internal sealed record Ground(
    Func<OrganisationId, Organisation?> Find,
    Func<OrganisationId, OrganisationId, bool> IsUnder,
    Func<Organisation, string?, Refusal?> WhyNotSend,
    Func<OrganisationId?, Limits> LimitsOf,
    Func<string, string> Redact,
    Func<Clock, Limit, DateTimeOffset> Before);

/// <summary>One attempt to call a citizen back.</summary>
internal sealed record CallbackAttempt(
    Guid Id, Guid Appeal, int Round, int Attempt, bool Reached, string? WhyNot, bool? Contacted, bool? Solved, Rating? Rating,
    string? Opinion);

/// <summary>A yellow or red card.</summary>
internal sealed record Card(Guid Clock, string Colour, OrganisationId? Org, ClockKind Kind);
