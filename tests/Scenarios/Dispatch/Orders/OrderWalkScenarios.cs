using System.Net;
using System.Text.Json.Nodes;
using ContactCenter.Support;
using Npgsql;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Dispatch.Orders;

/// <summary>
/// A random walk over the real interface: everybody tries everything on several orders. A simple model that knows nothing of the
/// product's machine says beforehand what will be answered; the database is asked afterwards whether everything fits together.
/// </summary>
public sealed class OrderWalkScenarios
{
    private const int Steps = 1500;

    // Each query answers what should not be there.
    private static readonly (string What, string Query)[] Invariants =
    [
        ("a version without its line of the log, or a line without its version", """
            select count(*) from dispatch.orders o
            where o.version <> (select count(*) from dispatch.order_log l where l.order_id = o.id)
               or o.version <> (select max(l.version) from dispatch.order_log l where l.order_id = o.id)
            """),
        ("a line of the log that begins elsewhere than the one before it ended", """
            select count(*) from (
                select from_state, lag(to_state) over (partition by order_id order by version) as before from dispatch.order_log) steps
            where from_state is distinct from before
            """),
        ("an order that is elsewhere than its log says", """
            select count(*) from dispatch.orders o
            join dispatch.order_log l on l.order_id = o.id and l.version = o.version
            where l.to_state <> o.state
            """),
        ("a clock that runs for what is settled", """
            select count(*) from dispatch.clocks c join dispatch.orders o on o.id = c.order_id
            where o.settled_at is not null and c.state in ('running', 'paused')
            """),
        ("a unit at work without a clock", """
            select count(*) from dispatch.assignments a join dispatch.orders o on o.id = a.order_id
            where a.state in ('sent', 'signed', 'working')
              and o.state in ('dispatched', 'signed', 'in_progress')
              and not exists (
                  select from dispatch.clocks c
                  where c.order_id = a.order_id and c.org_id = a.org_id and c.state = 'running' and c.kind in ('handle', 'rework', 'assist'))
            """),
        ("a handled order without a lead", """
            select count(*) from dispatch.orders o
            where o.state in ('dispatched', 'signed', 'in_progress', 'objection_review', 'finish_review', 'carried_over')
              and not exists (
                  select from dispatch.assignments a
                  where a.order_id = o.id and a.role = 'lead' and a.state <> 'released' and a.org_id = o.lead_org)
            """),
        ("a return that is open without a review", """
            select count(*) from dispatch.orders o
            where (o.state = 'objection_review') <> exists (
                select from dispatch.matters m where m.order_id = o.id and m.kind = 'return' and m.state = 'open')
            """),
        ("a callback without a citizen who is due", """
            select count(*) from dispatch.orders o
            where (o.state = 'callback_pending') <> exists (
                select from dispatch.order_citizens c where c.order_id = o.id and c.state = 'due')
            """),
        ("attempts that were not counted", """
            select count(*) from dispatch.order_citizens c
            where c.attempts <> (select count(*) from dispatch.callback_attempts a where a.appeal_id = c.appeal_id and a.round = c.round)
            """),
    ];

    private City city = null!;

    [OneTimeSetUp]
    public async Task Start() => city = await City.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await city.DisposeAsync();

    [Test]
    public async Task The_product_does_what_the_model_says_whatever_is_tried()
    {
        var seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        var dice = new Random(seed);
        var orders = new List<(OrderAtHand Real, ModelOrder Model)>();
        var (done, states) = (0, new HashSet<string>());
        for (var step = 0; step < Steps; step++)
        {
            orders.RemoveAll(order => order.Model.State is "archived" || (order.Model.State is "closed" or "outOfScope" && dice.Next(20) == 0));
            if (orders.Count < 6)
            {
                orders.Add((await city.RegisterAsync(), new ModelOrder()));
            }

            var (real, model) = orders[dice.Next(orders.Count)];
            var who = ModelOrder.People[dice.Next(ModelOrder.People.Count)];
            var act = new ModelOrder.Try(
                ModelOrder.Try.Names[dice.Next(ModelOrder.Try.Names.Count)], dice.Next(2) == 0 ? "lengshuitan" : "transport",
                dice.Next(3) == 0, dice.Next(2) == 0, dice.Next(4) > 0);

            // Most tries are by somebody who could: else nearly everything is refused.
            for (var again = 0; again < 25 && !model.Would(who, act); again++)
            {
                who = ModelOrder.People[dice.Next(ModelOrder.People.Count)];
                act = act with { Name = ModelOrder.Try.Names[dice.Next(ModelOrder.Try.Names.Count)] };
            }

            var where = $"seed {seed}, step {step}: {who} tries {act} on {model.State}, led by {model.Lead}, assisted {model.Assist}";
            var (before, stale) = (model.Version, dice.Next(20) == 0 && ModelOrder.HasRight(who, act.Name) && model.Sees(who));
            var expected = stale ? HttpStatusCode.Conflict : model.Do(who, act);
            using var answer = await real.PostAsync(who, await PathAsync(real, act), Facts(act), stale ? before - 1 : before, $"step-{step}");
            var body = await answer.Content.ReadAsStringAsync();
            Assert.That(answer.StatusCode, Is.EqualTo(expected), $"{where}: {body}");
            if (answer.IsSuccessStatusCode)
            {
                done++;
                states.Add(model.State);
                var said = JsonNode.Parse(body)!;
                Assert.That(((string?)said["state"], (int)said["version"]!), Is.EqualTo((model.State, model.Version)), where);
                if (dice.Next(10) == 0)
                {
                    using var repeated = await real.PostAsync(who, await PathAsync(real, act), Facts(act), before, $"step-{step}");
                    Assert.That(repeated.StatusCode, Is.EqualTo(model.Sees(who) ? HttpStatusCode.OK : HttpStatusCode.NotFound), $"{where}, repeated");
                }
            }
        }

        TestContext.Out.WriteLine($"{done} acts done, states {string.Join(' ', states)}");
        Assert.That(done, Is.GreaterThan(Steps / 3));
        Assert.That(states, Has.Count.GreaterThanOrEqualTo(10));
        await city.SettleAsync();
        foreach (var (what, query) in Invariants)
        {
            Assert.That(await city.ScalarAsync<long>(query), Is.Zero, what);
        }
    }

    [Test]
    public async Task Every_step_that_was_ever_logged_is_an_arrow_of_the_page()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "work-order-states.md"));
        var arrows = page.Split('\n').Select(line => line.Trim().Split(" --> ")).Where(parts => parts.Length == 2)
            .Select(parts => $"{parts[0]}>{parts[1].Split(' ')[0]}").ToHashSet();
        await (await city.RegisterAsync()).SignedAsync();
        await using var connection = new NpgsqlConnection(city.Host.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select distinct initcap(replace(from_state, '_', ' ')), initcap(replace(to_state, '_', ' ')) from dispatch.order_log where from_state <> to_state and act not in ('archive', 'merge', 'withdraw')",
            connection);
        await using var reader = await command.ExecuteReaderAsync();
        var steps = 0;
        while (await reader.ReadAsync())
        {
            steps++;
            Assert.That(arrows, Does.Contain($"{reader.GetString(0)}>{reader.GetString(1)}".Replace(" ", "", StringComparison.Ordinal)));
        }

        Assert.That(steps, Is.Positive);
    }

    private static async Task<string> PathAsync(OrderAtHand order, ModelOrder.Try act)
    {
        if (!act.Name.StartsWith("assist/", StringComparison.Ordinal))
        {
            return act.Name;
        }

        var part = (await order.ShowAsync())["parts"]!.AsArray()
            .LastOrDefault(one => (string)one!["role"]! == "assist" && (string)one["state"]! != "released");
        return $"parts/{(string?)part?["id"] ?? Guid.Empty.ToString()}/{act.Name["assist/".Length..]}";
    }

    private object Facts(ModelOrder.Try act)
    {
        var assists = act.WithAssist ? new[] { city.Unit("urban-management") } : [];
        return act.Name switch
        {
            "dispatch" => new { unit = city.Unit(act.Unit), assists },
            "redispatch" or "reassign" or "assign-compulsorily" => new { unit = city.Unit(act.Unit), assists, reason = "经研究决定" },
            "return" or "part/return" => new { reason = "非本单位职责", legalBasis = "三定方案" },
            "negotiation" => new { units = new[] { city.Unit("lengshuitan"), city.Unit("transport") }, reason = "职责不清" },
            "add-assist" => new { unit = city.Unit("urban-management") },
            "part/reply" or "interim-report" => new { internalText = "已办理" },
            "assist/decide-return" => new { uphold = act.Yes, reason = "经核实" },
            "reply" => new { publicAnswer = "已办结。", internalText = "已办理" },
            "write-off" or "close-unresolved" => new { publicAnswer = "已答复。", reason = "经研究" },
            "record-callback" => act.Reached
                ? new { reached = true, contacted = true, solved = act.Yes, rating = act.Yes ? "satisfied" : "dissatisfied" }
                : new { reached = false, whyNot = "noAnswer" },
            "order-rework" or "resume" => new { amount = 3, limitUnit = "workingDays", reason = "限期办理" },
            "carry-over" => new { reviewAt = "2031-06-01T00:00:00Z", reason = "待规划" },
            "rule-out-of-scope" => new { statutoryRoute = "请依法提起行政复议", reason = "属复议事项" },
            _ => new { reason = "经核实" },
        };
    }
}
