using System.Net;
using System.Text.Json.Nodes;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Dispatch;

/// <summary>The calendar and the time policies as administrators change them, and what follows for open deadlines.</summary>
public sealed class CalendarScenarios
{
    private static readonly string[] Told = ["overdue", "calendar", "overdue_withdrawn"];

    private ContactCenterHost host = null!;
    private HttpClient administrator = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        host = await ContactCenterHost.StartAsync();
        administrator = await host.SignInAsync("admin");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        administrator.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task A_year_is_shown_with_its_working_days_and_a_year_without_notice_is_provisional()
    {
        var year = await administrator.GetAsync("/api/dispatch/calendar?year=2025").ReadAsync();
        Assert.That(((int)year["workDays"]!, (bool)year["provisional"]!), Is.EqualTo((248, false)).Or.EqualTo((248, true)));
        Assert.That(year["days"]!.AsArray(), Has.Count.EqualTo(365));
        Assert.That((bool)(await administrator.GetAsync("/api/dispatch/calendar?year=2031").ReadAsync())["provisional"]!, Is.True);
        Assert.That(await administrator.GetAsync("/api/dispatch/calendar?year=99999").StatusAsync(), Is.EqualTo(HttpStatusCode.BadRequest));

        var due = await administrator.GetAsync(
            "/api/dispatch/calendar/due?from=2026-02-13T15:00:00%2B08:00&amount=2&unit=workingDays").ReadAsync();
        Assert.That((DateTimeOffset)due["dueAt"]!, Is.EqualTo(ClockScenarios.Beijing("2026-02-24 17:30")));
        Assert.That(
            await administrator.GetAsync("/api/dispatch/calendar/due?from=2026-02-13T15:00:00Z&amount=2&unit=99").StatusAsync(),
            Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task An_amendment_moves_open_deadlines_and_takes_a_red_card_back_that_no_longer_holds()
    {
        // Due yesterday at closing time by the calendar that was; the amendment has yesterday and today off.
        var (order, natural) = (WorkOrderId.New(), WorkOrderId.New());
        await InsertAsync(order, "working_days", "1", "0");
        await InsertAsync(natural, "natural_hours", "24", "null");
        await Until.TrueAsync(async cancellationToken => await CountAsync(order, "overdue", cancellationToken) == 1, TimeSpan.FromSeconds(20), "the red card");
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);

        var version = (long)(await administrator.PostAsync("/api/dispatch/calendar/notices", new
        {
            number = "试验〔2026〕1号",
            title = "临时放假",
            publishedOn = today,
            days = new[] { new { from = today.AddDays(-12), to = today.AddDays(2), kind = "holiday", name = "抗洪" } },
            why = "大雨停工",
        }).ReadAsync())["version"]!;

        await Until.TrueAsync(async cancellationToken => await CountAsync(order, "overdue_withdrawn", cancellationToken) == 1, TimeSpan.FromSeconds(20), "the card is taken back");
        var clock = (await administrator.GetAsync($"/api/dispatch/clocks?order={order}").ReadAsync())["clocks"]![0]!;
        Assert.That((DateTimeOffset)clock["dueAt"]!, Is.GreaterThan(TimeProvider.System.GetUtcNow()));
        Assert.That((string?)clock["overdueAt"], Is.Null);
        Assert.That((int)clock["remaining"]!["minutes"]!, Is.GreaterThan(0));
        Assert.That(
            clock["history"]!.AsArray().Select(step => (string?)step!["what"]), Is.EquivalentTo(Told));
        Assert.That(
            (string?)clock["history"]!.AsArray().Single(step => (string?)step!["what"] == "calendar")!["why"], Is.EqualTo("临时放假(试验〔2026〕1号)"));

        var change = await FinishedAsync(version);
        Assert.That(((long)change["lookedAt"]!, (long)change["moved"]!), Is.EqualTo((1L, 1L)), "Natural hours follow no calendar.");
        await Until.TrueAsync(
            async cancellationToken => (await AuditAsync(version, cancellationToken)).SetEquals(["calendar.notice-added", "calendar.recomputed"]), TimeSpan.FromSeconds(20), "the audit");
        Assert.That(
            await administrator.PostAsync("/api/dispatch/calendar/notices", new
            {
                number = "试验〔2026〕1号",
                title = "再来一次",
                publishedOn = today,
                days = new[] { new { from = today.AddDays(3), kind = "holiday", name = "抗洪" } },
                why = "重复",
            }).RefusalAsync(HttpStatusCode.Conflict),
            Is.EqualTo("notice-exists"));
    }

    [Test]
    public async Task A_county_may_have_days_and_hours_of_its_own_and_so_have_its_parts()
    {
        var book = host.Services.GetRequiredService<OrganisationBook>();
        var (county, part) = (book.ByCode("lengshuitan")!.Id, book.ByCode("lengshuitan-market")!.Id);
        await administrator.PostAsync("/api/dispatch/calendar/notices", new
        {
            number = "试验〔2025〕1号",
            title = "县区放假",
            publishedOn = "2026-10-20",
            organisation = county.Value,
            days = new[] { new { from = "2025-11-25", kind = "holiday", name = "试验" } },
            why = "县里通知",
        }).ReadAsync();
        await administrator.PostAsync("/api/dispatch/calendar/office-hours", new
        {
            organisation = county.Value,
            validFrom = "2025-11-24",
            seasons = new[] { new { month = 1, day = 1, parts = new[] { new { from = 540, to = 1020 } } } },
            why = "县里作息",
        }).ReadAsync();

        var own = await administrator.GetAsync(
            $"/api/dispatch/calendar/due?from=2025-11-24T10:00:00%2B08:00&amount=1&unit=WorkingDays&organisation={part}").ReadAsync();
        var city = await administrator.GetAsync(
            "/api/dispatch/calendar/due?from=2025-11-24T10:00:00%2B08:00&amount=1&unit=WorkingDays").ReadAsync();

        Assert.That((DateTimeOffset)own["dueAt"]!, Is.EqualTo(ClockScenarios.Beijing("2025-11-26 17:00")));
        Assert.That((DateTimeOffset)city["dueAt"]!, Is.EqualTo(ClockScenarios.Beijing("2025-11-25 17:30")));
        Assert.That(
            await administrator.PostAsync("/api/dispatch/calendar/office-hours", new
            {
                organisation = Guid.CreateVersion7(),
                validFrom = "2025-11-24",
                seasons = new[] { new { month = 1, day = 1, parts = new[] { new { from = 540, to = 1020 } } } },
                why = "没有这个单位",
            }).StatusAsync(),
            Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [TestCase("""{"number":"X","title":"X","publishedOn":"2026-01-01","days":[{"from":"2026-01-05","kind":"makeUp","name":"X"}],"why":"X"}""", Description = "A Monday is no make-up day")]
    [TestCase("""{"number":"X","title":"X","publishedOn":"2026-01-01","days":[{"from":"2026-01-05","to":"2026-01-04","kind":"holiday","name":"X"}],"why":"X"}""")]
    [TestCase("""{"number":"X","title":"X","publishedOn":"2026-01-01","days":[{"from":"2026-01-05","kind":"holiday","name":"X"},{"from":"2026-01-05","kind":"holiday","name":"X"}],"why":"X"}""")]
    [TestCase("""{"number":"X","title":"X","publishedOn":"2026-01-01","days":[{"from":"0001-01-01","to":"9999-12-31","kind":"holiday","name":"X"}],"why":"X"}""")]
    [TestCase("""{"number":"X","title":"X","publishedOn":"2026-01-01","days":[],"why":"X"}""")]
    [TestCase("""{"number":"X","title":"X","publishedOn":"2026-01-01","days":[{"from":"2026-01-05","kind":"holiday","name":"X"}],"why":""}""")]
    [TestCase("""{"number":"X","title":"X","days":[{"from":"2026-01-05","kind":"holiday","name":"X"}],"why":"X"}""")]
    public async Task A_notice_that_cannot_be_is_refused(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        Assert.That(await administrator.PostAsync("/api/dispatch/calendar/notices", content).StatusAsync(), Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Hours_that_cannot_be_are_refused_and_so_is_who_may_not()
    {
        var overlapping = new
        {
            validFrom = "2026-01-01",
            seasons = new[] { new { month = 1, day = 1, parts = new[] { new { from = 480, to = 720 }, new { from = 700, to = 900 } } } },
            why = "试验",
        };
        Assert.That(await administrator.PostAsync("/api/dispatch/calendar/office-hours", overlapping).StatusAsync(), Is.EqualTo(HttpStatusCode.BadRequest));

        using var dispatcher = await host.SignInAsync("dispatcher");
        Assert.That(await dispatcher.PostAsync("/api/dispatch/calendar/office-hours", overlapping).StatusAsync(), Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await dispatcher.GetAsync("/api/dispatch/calendar/notices").StatusAsync(), Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_policy_is_added_changed_and_retired_and_each_limit_tells_where_it_comes_from()
    {
        var request = new
        {
            version = (int?)null,
            name = "物业投诉",
            line = "12319",
            appealType = "complaint",
            limits = new[] { new { term = "handle", amount = 3, unit = "workingDays", source = "市城管局承诺" } },
            why = "试点",
        };
        var added = await administrator.PostAsync("/api/dispatch/time-policies", request).ReadAsync(HttpStatusCode.Created);
        var id = (string)added["id"]!;
        Assert.That(await HandleAsync(), Is.EqualTo(("3 个工作日", "市城管局承诺", "线路 12319、投诉")));
        Assert.That(
            await administrator.PostAsync("/api/dispatch/time-policies", request).RefusalAsync(HttpStatusCode.Conflict), Is.EqualTo("policy-exists"));

        await administrator.PutAsync($"/api/dispatch/time-policies/{id}", request with
        {
            version = 1,
            limits = [new { term = "handle", amount = 2, unit = "workingDays", source = "市城管局新承诺" }],
        }).ReadAsync();
        Assert.That(await HandleAsync(), Is.EqualTo(("2 个工作日", "市城管局新承诺", "线路 12319、投诉")));
        Assert.That(
            await administrator.PutAsync($"/api/dispatch/time-policies/{id}", request with { version = 1 }).RefusalAsync(HttpStatusCode.Conflict),
            Is.EqualTo("stale-version"));

        await administrator.PostAsync($"/api/dispatch/time-policies/{id}/retire", new { version = 2, why = "试点结束" }).ReadAsync();
        Assert.That((await HandleAsync()).Item1, Is.EqualTo("5 个工作日"));
        var versions = (await administrator.GetAsync("/api/dispatch/time-policies?versions=true").ReadAsync()).AsArray()
            .Where(policy => (string?)policy!["id"] == id);
        Assert.That(versions.Select(policy => (int)policy!["version"]!), Is.EqualTo([1, 2, 3]));

        var general = (await administrator.GetAsync("/api/dispatch/time-policies").ReadAsync()).AsArray()
            .Single(policy => (int)policy!["specificity"]! == 0)!;
        Assert.That(
            await administrator.PostAsync($"/api/dispatch/time-policies/{general["id"]}/retire", new { version = 1, why = "试验" })
                .RefusalAsync(HttpStatusCode.Conflict),
            Is.EqualTo("policy-needed"));
        Assert.That(
            await administrator.PostAsync($"/api/dispatch/time-policies/{Guid.CreateVersion7()}/retire", new { version = 1, why = "试验" }).StatusAsync(),
            Is.EqualTo(HttpStatusCode.NotFound));

        async Task<(string?, string?, string?)> HandleAsync()
        {
            var limits = await administrator.GetAsync("/api/dispatch/time-policies/explain?type=complaint&urgency=normal&line=12319").ReadAsync();
            var why = limits["because"]!.AsArray().Single(one => (string?)one!["term"] == "handle")!;
            return ((string?)why["value"], (string?)why["source"], (string?)why["matches"]);
        }
    }

    private async Task<JsonNode> FinishedAsync(long version)
    {
        JsonNode? change = null;
        await Until.TrueAsync(
            async cancellationToken =>
            {
                change = (await administrator.GetAsync("/api/dispatch/calendar/changes", cancellationToken).ReadAsync()).AsArray()
                    .Single(one => (long)one!["version"]! == version);
                return change!["finishedAt"] is not null;
            },
            TimeSpan.FromSeconds(20), "the recomputation is finished");
        return change!;
    }

    private async Task<HashSet<string>> AuditAsync(long version, CancellationToken cancellationToken) =>
        [.. (await administrator.GetAsync($"/api/access/audit?subject=calendar:{version}", cancellationToken).ReadAsync())["items"]!.AsArray().Select(item => (string)item!["act"]!)];

    // Begun eleven days ago by a calendar of which nobody knows, so that the first look works it out.
    private Task<int> InsertAsync(WorkOrderId order, string unit, string amount, string version) => host.ExecuteAsync($"""
        insert into dispatch.clocks
            (id, order_id, kind, amount, unit, source, started_at, due_at, warn_at, provisional, calendar_version)
        values (gen_random_uuid(), '{order}', 'handle', {amount}, '{unit}', '试验', now() - interval '11 days',
            now() - interval '1 day', null, false, (select max(version) + {version} from dispatch.calendar_changes))
        """);

    private async Task<int> CountAsync(WorkOrderId order, string what, CancellationToken cancellationToken) =>
        (await administrator.GetAsync($"/api/dispatch/clocks?order={order}", cancellationToken).ReadAsync())["clocks"]![0]!["history"]!.AsArray()
            .Count(step => (string?)step!["what"] == what);
}
