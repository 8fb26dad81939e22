using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Dispatch.WorkOrders;

namespace ContactCenter.Dispatch.Lists;

/// <summary>A matter as the database answers it.</summary>
internal sealed class MatterLine
{
    public Guid Id { get; init; }

    public Guid Order { get; init; }

    public MatterKind Kind { get; init; }

    public MatterState State { get; init; }

    public OrganisationId? Org { get; init; }

    public string AskedByName { get; init; } = "";

    public DateTimeOffset AskedAt { get; init; }

    public string Reason { get; init; } = "";

    public string? LegalBasis { get; init; }

    public string? Word { get; init; }

    public int? Amount { get; init; }

    public string? Unit { get; init; }

    public Guid[] Units { get; init; } = [];

    public DateTimeOffset? DueAt { get; init; }

    public string? DecidedByName { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string? Decision { get; init; }

    public DateTimeOffset? ToldAt { get; init; }

    public string? ToldHow { get; init; }

    internal MatterItem Show(OrganisationBook organisations) => new(
        Id, Kind, State, Org, Org is { } org ? organisations.Today.Find(org)?.Name : null, AskedByName, AskedAt, Reason, LegalBasis, Word,
        Amount, Unit, [.. Units.Select(unit => new OrganisationId(unit))], DueAt, DecidedByName, DecidedAt, Decision, ToldAt, ToldHow);
}

/// <summary>Something asked on an order: a return, an extension, a supervision …</summary>
/// <param name="Id">The matter.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="State">How far it is.</param>
/// <param name="Org">The unit that asks or is asked.</param>
/// <param name="OrgName">Its name.</param>
/// <param name="AskedByName">Who asked.</param>
/// <param name="AskedAt">When.</param>
/// <param name="Reason">Why.</param>
/// <param name="LegalBasis">法律依据.</param>
/// <param name="Word">A supervision's instrument, what a score appeal is about, the state an order was returned from.</param>
/// <param name="Amount">For an extension how much.</param>
/// <param name="Unit">Of what: working_days …</param>
/// <param name="Units">Units suggested instead, or called to a negotiation.</param>
/// <param name="DueAt">By when it is to be answered; null where nothing is set.</param>
/// <param name="DecidedByName">Who decided or answered.</param>
/// <param name="DecidedAt">When.</param>
/// <param name="Decision">Why so, or the answer.</param>
/// <param name="ToldAt">When the citizen was told.</param>
/// <param name="ToldHow">How.</param>
internal sealed record MatterItem(
    Guid Id, MatterKind Kind, MatterState State, OrganisationId? Org, string? OrgName, string AskedByName, DateTimeOffset AskedAt,
    string Reason, string? LegalBasis, string? Word, int? Amount, string? Unit, IReadOnlyList<OrganisationId> Units, DateTimeOffset? DueAt,
    string? DecidedByName, DateTimeOffset? DecidedAt, string? Decision, DateTimeOffset? ToldAt, string? ToldHow);
