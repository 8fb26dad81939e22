using ContactCenter.Contracts.Dispatch;
using ContactCenter.Contracts.Intake;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Dispatch.WorkOrders;

namespace ContactCenter.Dispatch.Lists;

/// <summary>One order in a list, as the database answers it.</summary>
internal sealed class OrderLine
{
    /// <summary>The columns of an order <c>o</c> in a list, with the deadline of the unit that leads.</summary>
    internal const string Columns = """
        o.id, o.number, replace(o.state, '_', '') as state, o.type, o.urgency, o.urgency_rank as rank, o.title, o.category, o.area,
        o.line, o.channel, o.lead_org as lead, o.accepted_at, o.alert, o.hard, o.secret, o.returns, o.reworks, o.urges, o.outcome, o.version,
        (select min(c.due_at) from dispatch.clocks c
         where c.order_id = o.id and c.kind in ('handle', 'rework') and c.state in ('running', 'paused')) as due_at
        """;

    public WorkOrderId Id { get; init; }

    public string Number { get; init; } = "";

    public OrderState State { get; init; }

    public AppealType Type { get; init; }

    public Urgency Urgency { get; init; }

    public int Rank { get; init; }

    public string Title { get; init; } = "";

    public string? Category { get; init; }

    public string? Area { get; init; }

    public string? Line { get; init; }

    public string Channel { get; init; } = "";

    public OrganisationId? Lead { get; init; }

    public DateTimeOffset AcceptedAt { get; init; }

    public Alert Alert { get; init; }

    public bool Hard { get; init; }

    public bool Secret { get; init; }

    public int Returns { get; init; }

    public int Reworks { get; init; }

    public int Urges { get; init; }

    public string? Outcome { get; init; }

    public int Version { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    internal OrderItem Show(OrganisationBook organisations) => new(
        Id, Number, State, Type, Urgency, Title, Category, Area, Line, Channel, Lead, Lead is { } lead ? organisations.Today.Find(lead)?.Name : null,
        AcceptedAt, DueAt, Alert, Hard, Secret, Returns, Reworks, Urges, Outcome, Version);
}

/// <summary>One order in a list.</summary>
/// <param name="Id">The order.</param>
/// <param name="Number">The number that the citizen knows.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Type">诉求类型.</param>
/// <param name="Urgency">紧急程度.</param>
/// <param name="Title">One line.</param>
/// <param name="Category">The category's code.</param>
/// <param name="Area">The area's code.</param>
/// <param name="Line">The old number that was dialled.</param>
/// <param name="Channel">受理渠道.</param>
/// <param name="Lead">The unit that leads, or led.</param>
/// <param name="LeadName">Its name.</param>
/// <param name="AcceptedAt">When the appeal was accepted.</param>
/// <param name="DueAt">The lead unit's deadline; null where none runs.</param>
/// <param name="Alert">How the units' time stands.</param>
/// <param name="Hard">疑难.</param>
/// <param name="Secret">保密.</param>
/// <param name="Returns">How often it was returned.</param>
/// <param name="Reworks">How often it was done again.</param>
/// <param name="Urges">How often it was urged.</param>
/// <param name="Outcome">How it ended; null while it goes on.</param>
/// <param name="Version">To be given with the next act.</param>
internal sealed record OrderItem(
    WorkOrderId Id, string Number, OrderState State, AppealType Type, Urgency Urgency, string Title, string? Category, string? Area,
    string? Line, string Channel, OrganisationId? Lead, string? LeadName, DateTimeOffset AcceptedAt, DateTimeOffset? DueAt, Alert Alert, bool Hard,
    bool Secret, int Returns, int Reworks, int Urges, string? Outcome, int Version);
