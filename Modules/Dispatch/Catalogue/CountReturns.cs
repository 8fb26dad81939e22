using ContactCenter.Dispatch.Organisations;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;

namespace ContactCenter.Dispatch.Catalogue;

/// <summary>Counts how often what a rule sent somewhere comes back, and keeps the reasons.</summary>
internal sealed class CountReturns : IEventHandler<RuleReturned>
{
    private const string AddReturn = """
        insert into dispatch.rule_days (rule_id, version, day, returned) values (@Rule, @Version, @day, 1)
        on conflict (rule_id, version, day) do update set returned = rule_days.returned + 1    -- Not the first one of the day.
        """;

    private const string KeepReason = """
        insert into dispatch.rule_returns (id, rule_id, version, order_id, reason, at)
        values (@id, @Rule, @Version, @Order, @Reason, @At)
        """;

    /// <inheritdoc/>
    public async Task HandleAsync(RuleReturned happened, Work work)
    {
        await work.ExecuteAsync(AddReturn, new { happened.Rule, happened.Version, day = CityDay.Of(happened.At) });
        await work.ExecuteAsync(KeepReason, new
        {
            id = Guid.CreateVersion7(), happened.Rule, happened.Version, happened.Order, happened.Reason, happened.At,
        });
    }
}
