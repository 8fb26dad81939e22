using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Contracts.Intake;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Dispatch.Policies;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Calendars;

namespace ContactCenter.Unit.Dispatch.WorkOrders;

/// <summary>A small city: units with units below them, a policy, and somebody for every role.</summary>
internal sealed class OrderWorld
{
    internal static readonly DateTimeOffset Morning = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    internal static readonly Limits Policy = new(
        Working(4, LimitUnit.WorkingHours), null, null, Working(5), Working(4), null, Working(1), Working(1), Working(10), Working(1), Working(3),
        Working(1), Working(1), MaxExtensions: 1, MaxReturns: 2, MaxReworks: 2, CallbackAttempts: 3, []);

    internal OrderWorld()
    {
        Market = Add("市场监管局", OrganisationKind.Department, null);
        Urban = Add("城市管理局", OrganisationKind.Department, null);
        County = Add("冷水滩区", OrganisationKind.County, null);
        CountyUrban = Add("冷水滩区城管局", OrganisationKind.SubUnit, County);
        CountyTown = Add("梅湾街道", OrganisationKind.Township, County);
        Station = Add("城管一中队", OrganisationKind.SubUnit, CountyUrban);
        Ground = new Ground(
            id => Units.GetValueOrDefault(id), IsUnder,
            (unit, category) => unit.Kind is OrganisationKind.Township && category is not "0601"
                ? new("department-matter-to-township", "不能派给乡镇街道。")
                : null,
            _ => Policy, text => text, (clock, _) => clock.DueAt.AddDays(-1));
        Actors =
        [
            Staff("派单员", Party.Dispatcher, Party.Agent), Staff("督查员", Party.Supervisor), Staff("话务员", Party.Agent),
            .. Units.Keys.Select(Clerk),
        ];
    }

    internal Dictionary<OrganisationId, Organisation> Units { get; } = [];

    internal OrganisationId Market { get; }

    internal OrganisationId Urban { get; }

    internal OrganisationId County { get; }

    internal OrganisationId CountyUrban { get; }

    internal OrganisationId CountyTown { get; }

    internal OrganisationId Station { get; }

    internal Ground Ground { get; }

    internal IReadOnlyList<Actor> Actors { get; }

    internal Actor Dispatcher => Actors[0];

    internal Actor Supervisor => Actors[1];

    internal Actor Agent => Actors[2];

    internal Actor ClerkOf(OrganisationId unit) => Actors.Single(actor => actor.Org == unit);

    internal static Order NewOrder(bool asked = true)
    {
        var order = new Order
        {
            Id = WorkOrderId.New(), Number = "YZ20260302000001", Appeal = AppealId.New(), State = OrderState.PendingReview,
            Type = AppealType.Complaint, Urgency = Urgency.Normal, Channel = "phone", Title = "路灯不亮", Brief = "零陵路路灯不亮",
            Category = "0605", AcceptedAt = Morning, Version = 1,
        };
        order.Citizens.Add(new Citizen { Appeal = order.Appeal, Number = order.Number, Own = true, ToBeAsked = asked });
        return order;
    }

    private bool IsUnder(OrganisationId child, OrganisationId ancestor) =>
        child == ancestor || (Units[child].Parent is { } parent && IsUnder(parent, ancestor));

    private OrganisationId Add(string name, OrganisationKind kind, OrganisationId? parent)
    {
        var id = OrganisationId.New();
        Units[id] = new Organisation(id, $"unit-{Units.Count}", name, kind, parent, null, 1, DateOnly.MinValue, null, null);
        return id;
    }

    private static Actor Staff(string name, params Party[] parties) =>
        new(AccountId.New(), name, null, parties.ToHashSet(), parties is not [Party.Agent]);

    private Actor Clerk(OrganisationId unit) => new(AccountId.New(), $"{Units[unit].Name}经办人", unit, new HashSet<Party>(), false);

    private static Limit Working(int amount, LimitUnit unit = LimitUnit.WorkingDays) => new(amount, unit, "PROPOSED");
}
