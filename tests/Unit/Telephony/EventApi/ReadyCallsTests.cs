using ContactCenter.Telephony.EventApi.Ordering;
using NUnit.Framework;

namespace ContactCenter.Unit.Telephony.EventApi;

public sealed class ReadyCallsTests
{
    [Test]
    public async Task Sources_take_turns_so_that_a_flood_from_one_holds_up_no_other()
    {
        using var ready = new ReadyCalls(TimeProvider.System);
        foreach (var call in Enumerable.Range(0, 1_000))
        {
            ready.Add(new CallKey("flood", $"{call}"));
        }

        ready.Add(new CallKey("quiet", "only"));
        var first = new[] { await ready.TakeAsync(default), await ready.TakeAsync(default), await ready.TakeAsync(default) };
        Assert.That(first, Does.Contain(new CallKey("quiet", "only")));
    }

    [Test]
    public async Task A_call_is_with_one_worker_at_a_time_and_comes_again_for_what_came_meanwhile()
    {
        using var ready = new ReadyCalls(TimeProvider.System);
        var key = new CallKey("pbx", "call");
        ready.Add(key);
        ready.Add(key);
        Assert.That(await ready.TakeAsync(default), Is.EqualTo(key));

        ready.Add(key);
        using var brief = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThatAsync(async () => await ready.TakeAsync(brief.Token), Throws.InstanceOf<OperationCanceledException>());

        ready.Done(key);
        Assert.That(await ready.TakeAsync(default), Is.EqualTo(key));
        ready.Done(key);
        using var later = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThatAsync(async () => await ready.TakeAsync(later.Token), Throws.InstanceOf<OperationCanceledException>());
    }
}
