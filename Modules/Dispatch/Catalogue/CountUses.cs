using ContactCenter.Dispatch.Organisations;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;

namespace ContactCenter.Dispatch.Catalogue;

/// <summary>Counts how often rules are gone by.</summary>
internal sealed class CountUses : IEventHandler<RuleUsed>
{
    private const string AddUse = """
        insert into dispatch.rule_days (rule_id, version, day, used) values (@Rule, @Version, @day, 1)
        on conflict (rule_id, version, day) do update set used = rule_days.used + 1    -- Not the first one of the day.
        """;

    /// <inheritdoc/>
    public Task HandleAsync(RuleUsed happened, Work work) =>
        work.ExecuteAsync(AddUse, new { happened.Rule, happened.Version, day = CityDay.Of(happened.At) });
}
