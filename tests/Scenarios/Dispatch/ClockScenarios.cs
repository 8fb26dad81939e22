using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Clocks;
using ContactCenter.Dispatch.Policies;
using ContactCenter.Platform.Calendars;
using ContactCenter.Platform.Database;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Dispatch;

/// <summary>What happens to the clocks of an order, in real transactions.</summary>
public sealed class ClockScenarios
{
    private static readonly OrganisationId Unit = OrganisationId.New();

    // Far ahead, so that no sweep has a say; of a year whose notice is there, on an ordinary Monday.
    private static readonly DateTimeOffset Monday = Beijing("2026-12-07 10:00");

    private ContactCenterHost host = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        host = await ContactCenterHost.StartAsync();
        host.CreateClient().Dispose();
    }

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public async Task A_clock_is_met_before_its_deadline_and_missed_at_it()
    {
        var (one, other) = (WorkOrderId.New(), WorkOrderId.New());
        var (met, missed) = await InWorkAsync(async (work, book) =>
        {
            var deadline = await book.StartAsync(work, one, ClockKind.Sign, Unit, Limit(4, LimitUnit.WorkingHours), Monday);
            Assert.That(deadline.At, Is.EqualTo(Beijing("2026-12-07 16:30")), "10:00 to 12:00, then 14:30 to 16:30.");
            await book.StartAsync(work, other, ClockKind.Sign, Unit, Limit(4, LimitUnit.WorkingHours), Monday);
            return (
                await book.StopAsync(work, one, ClockKind.Sign, Unit, deadline.At.AddTicks(-10)),
                await book.StopAsync(work, other, ClockKind.Sign, Unit, deadline.At));
        });

        Assert.That((met, missed), Is.EqualTo((ClockState.Met, ClockState.Missed)));
    }

    [Test]
    public async Task A_repeated_start_starts_nothing_twice_and_a_stopped_clock_may_start_anew()
    {
        var order = WorkOrderId.New();
        await InWorkAsync(async (work, book) =>
        {
            var first = await book.StartAsync(work, order, ClockKind.Handle, null, Limit(5, LimitUnit.WorkingDays), Monday);
            var again = await book.StartAsync(work, order, ClockKind.Handle, null, Limit(9, LimitUnit.WorkingDays), Monday);
            Assert.That(again, Is.EqualTo(first));
            await book.StopAsync(work, order, ClockKind.Handle, null, Monday);
            await book.StartAsync(work, order, ClockKind.Handle, null, Limit(9, LimitUnit.WorkingDays), Monday);
            return 0;
        });

        Assert.That((await ClocksOf(order)).Select(clock => clock.State), Is.EqualTo([ClockState.Met, ClockState.Running]));
    }

    [Test]
    public async Task A_pause_moves_a_working_deadline_by_as_much_working_time_and_nothing_natural()
    {
        var order = WorkOrderId.New();
        await InWorkAsync(async (work, book) =>
        {
            await book.StartAsync(work, order, ClockKind.Sign, Unit, Limit(4, LimitUnit.WorkingHours), Monday);
            await book.StartAsync(work, order, ClockKind.Handle, Unit, Limit(5, LimitUnit.WorkingDays), Monday);
            await book.StartAsync(work, order, ClockKind.Citizen, null, Limit(24, LimitUnit.NaturalHours), Monday);
            var from = Beijing("2026-12-07 11:00");
            var to = Beijing("2026-12-09 09:00");
            Assert.That(await ClockBook.PauseAsync(work, order, ClockKind.Sign, Unit, from, "等待市民补充材料"), Is.True);
            Assert.That(await ClockBook.PauseAsync(work, order, ClockKind.Sign, Unit, from, "再次暂停"), Is.False, "It stands already.");
            Assert.That(await ClockBook.PauseAsync(work, order, ClockKind.Handle, Unit, from, "等待市民补充材料"), Is.True);
            Assert.That(await ClockBook.PauseAsync(work, order, ClockKind.Citizen, null, from, "等待"), Is.False);

            // 10:00 to 11:00 was used; three hours are left at 9:00.
            Assert.That(
                (await book.ResumeAsync(work, order, ClockKind.Sign, Unit, to))!.Value.At, Is.EqualTo(Beijing("2026-12-09 12:00")));

            // It stood at two closing times, of the 7th, which does not count anyway, and of the 8th.
            Assert.That(
                (await book.ResumeAsync(work, order, ClockKind.Handle, Unit, to))!.Value.At, Is.EqualTo(Beijing("2026-12-15 17:30")));
            Assert.That(await book.ResumeAsync(work, order, ClockKind.Citizen, null, to), Is.Null);
            return 0;
        });

        var clocks = await ClocksOf(order);
        Assert.That(clocks.Select(clock => clock.State), Is.All.EqualTo(ClockState.Running));
        Assert.That(clocks.Single(clock => clock.Kind is ClockKind.Citizen).DueAt, Is.EqualTo(Monday.AddDays(1)));
    }

    [Test]
    public async Task A_limit_changed_on_the_way_keeps_what_has_passed_and_its_pauses()
    {
        var order = WorkOrderId.New();
        await InWorkAsync(async (work, book) =>
        {
            await book.StartAsync(work, order, ClockKind.Handle, Unit, Limit(5, LimitUnit.WorkingDays), Monday);
            await ClockBook.PauseAsync(work, order, ClockKind.Handle, Unit, Beijing("2026-12-08 10:00"), "等待市民补充材料");
            await book.ResumeAsync(work, order, ClockKind.Handle, Unit, Beijing("2026-12-09 10:00"));
            var changed = await book.ChangeAsync(work, order, ClockKind.Handle, Unit, Limit(3, LimitUnit.WorkingDays), "改为重要");
            Assert.That(changed!.Value.At, Is.EqualTo(Beijing("2026-12-11 17:30")), "The 9th, 10th and 11th; the 8th stood still.");
            var extended = await book.ExtendAsync(work, order, ClockKind.Handle, Unit, Limit(2, LimitUnit.WorkingDays));
            Assert.That(extended!.Value.At, Is.EqualTo(Beijing("2026-12-15 17:30")));
            return 0;
        });
    }

    [Test]
    public async Task A_hard_cap_in_natural_time_beats_limit_and_extension()
    {
        var order = WorkOrderId.New();
        await InWorkAsync(async (work, book) =>
        {
            var saturday = Beijing("2026-12-05 03:00");
            var cap = saturday.AddHours(48);
            var due = await book.StartAsync(work, order, ClockKind.Handle, Unit, Limit(24, LimitUnit.NaturalHours), saturday, cap);
            Assert.That(due.At, Is.EqualTo(Beijing("2026-12-06 03:00")), "Through the night and the weekend.");
            var extended = await book.ExtendAsync(work, order, ClockKind.Handle, Unit, Limit(72, LimitUnit.NaturalHours));
            Assert.That(extended!.Value.At, Is.EqualTo(cap));
            return 0;
        });
    }

    [Test(Description = "Elsewhere the later kind of deadline came to stand for the earlier one, or both were mixed up.")]
    public async Task Zammad_5177_and_GLPI_2765_each_kind_and_unit_has_a_clock_of_its_own()
    {
        var (order, other) = (WorkOrderId.New(), OrganisationId.New());
        await InWorkAsync(async (work, book) =>
        {
            var sign = await book.StartAsync(work, order, ClockKind.Sign, Unit, Limit(4, LimitUnit.WorkingHours), Monday);
            await book.StartAsync(work, order, ClockKind.Handle, Unit, Limit(5, LimitUnit.WorkingDays), Monday);
            await book.StartAsync(work, order, ClockKind.Assist, other, Limit(4, LimitUnit.WorkingDays), Monday);
            await book.ExtendAsync(work, order, ClockKind.Handle, Unit, Limit(5, LimitUnit.WorkingDays));
            await book.StopAsync(work, order, ClockKind.Sign, Unit, sign.At.AddHours(-1));
            return 0;
        });

        Assert.That(
            (await ClocksOf(order)).Select(clock => (clock.Kind, clock.State, clock.DueAt)),
            Is.EquivalentTo(new[]
            {
                (ClockKind.Sign, ClockState.Met, Beijing("2026-12-07 16:30")),
                (ClockKind.Handle, ClockState.Running, Beijing("2026-12-21 17:30")),
                (ClockKind.Assist, ClockState.Running, Beijing("2026-12-11 17:30")),
            }));
    }

    [Test]
    public async Task What_was_not_committed_has_not_happened()
    {
        var order = WorkOrderId.New();
        await using (var work = await host.Services.GetRequiredService<Db>().BeginAsync(CancellationToken.None))
        {
            await host.Services.GetRequiredService<ClockBook>()
                .StartAsync(work, order, ClockKind.Sign, Unit, Limit(4, LimitUnit.WorkingHours), Monday);
        }

        Assert.That(await ClocksOf(order), Is.Empty);
    }

    [Test]
    public async Task Cancelling_ends_every_open_clock_and_no_other()
    {
        var order = WorkOrderId.New();
        await InWorkAsync(async (work, book) =>
        {
            await book.StartAsync(work, order, ClockKind.Sign, Unit, Limit(4, LimitUnit.WorkingHours), Monday);
            await book.StopAsync(work, order, ClockKind.Sign, Unit, Monday);
            await book.StartAsync(work, order, ClockKind.Handle, Unit, Limit(5, LimitUnit.WorkingDays), Monday);
            await ClockBook.PauseAsync(work, order, ClockKind.Handle, Unit, Monday, "等待市民补充材料");
            await book.StartAsync(work, order, ClockKind.Citizen, null, Limit(60, LimitUnit.NaturalDays), Monday);
            Assert.That(await ClockBook.CancelAllAsync(work, order), Is.EqualTo(2));
            Assert.That(await book.StopAsync(work, order, ClockKind.Handle, Unit, Monday), Is.Null);
            return 0;
        });

        Assert.That(
            (await ClocksOf(order)).Select(clock => clock.State),
            Is.EquivalentTo([ClockState.Met, ClockState.Cancelled, ClockState.Cancelled]));
    }

    internal static DateTimeOffset Beijing(string text) =>
        DateTimeOffset.Parse($"{text}+08:00", System.Globalization.CultureInfo.InvariantCulture);

    private static Limit Limit(int amount, LimitUnit unit) => new(amount, unit, "试验");

    private Task<IReadOnlyList<Clock>> ClocksOf(WorkOrderId order) =>
        host.Services.GetRequiredService<ClockBook>().ListAsync(order, CancellationToken.None);

    private async Task<T> InWorkAsync<T>(Func<Work, ClockBook, Task<T>> act)
    {
        await using var work = await host.Services.GetRequiredService<Db>().BeginAsync(CancellationToken.None);
        var answer = await act(work, host.Services.GetRequiredService<ClockBook>());
        await work.CommitAsync();
        return answer;
    }
}
