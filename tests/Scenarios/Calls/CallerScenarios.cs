using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Calls;

/// <summary>A citizen's number is stored sealed, found by its fingerprint, and shown to who has a reason.</summary>
public sealed class CallerScenarios
{
    private const string Number = "+8613907461234";

    private static readonly object Because = new { reason = "回拨核实事发地址" };

    private ContactCenterHost host = null!;
    private Floor floor = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        host = await ContactCenterHost.StartAsync();
        floor = new Floor(host);
    }

    [SetUp]
    public Task Empty() => floor.EmptyAsync();

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public async Task The_number_is_clear_for_the_telephone_alone()
    {
        using var console = await floor.ReadyAsync("1001");
        var id = await floor.ArriveAsync("c1", caller: Number);

        var ring = await floor.CommandAsync<RingParty>("c1");
        Assert.That(ring.CallerNumber, Is.EqualTo(Number), "The agent's telephone shows it.");
        Assert.That((string?)(await floor.CallAsync(id))["call"]!["caller"], Is.EqualTo("139****1234"));
        var rows = await RowsAsync();
        Assert.That(rows, Has.Count.GreaterThan(4).And.None.Contains("13907461234"));
    }

    [Test]
    public async Task The_agent_of_before_gets_the_caller_again_in_whatever_notation_the_number_comes()
    {
        using var first = await floor.ReadyAsync("1002");
        using var second = await floor.ReadyAsync("1001");
        await floor.ArriveAsync("c1", caller: Number);
        await floor.AnsweredAsync("c1", (await floor.CommandAsync<RingParty>("c1")).Leg);
        await floor.LeftAsync("c1", "c1-citizen");
        await Floor.Post(first, "/api/calls/me/wrap-up", new { code = "answered", finish = true });

        await floor.ArriveAsync("c2", caller: "013907461234");

        Assert.That(await Floor.StateAsync(first), Is.EqualTo("reserved"), "The other one has been idle for longer.");
    }

    [Test]
    public async Task A_number_has_one_open_callback_and_its_mask_in_the_list()
    {
        foreach (var call in (string[])["m1", "m2"])
        {
            await floor.ArriveAsync(call, caller: Number, at: TimeProvider.System.GetUtcNow().AddSeconds(-30));
            await floor.LeftAsync(call, $"{call}-citizen");
        }

        using var leader = await host.SignInAsync("leader");
        var open = (await leader.GetFromJsonAsync<JsonArray>("/api/calls/callbacks?state=open"))!.Single()!;
        Assert.That((int)open["missedCalls"]!, Is.EqualTo(2));
        Assert.That((string?)open["caller"], Is.EqualTo("139****1234"));

        var shown = await Floor.Post(leader, $"/api/calls/callbacks/{open["id"]}/reveal", Because);
        Assert.That((string?)shown!["caller"], Is.EqualTo(Number));
    }

    [Test]
    public async Task An_agent_sees_the_number_of_an_own_call_and_each_view_is_written_down()
    {
        using var own = await floor.ReadyAsync("1001");
        var id = await floor.ArriveAsync("c1", caller: Number);
        using var other = await floor.ReadyAsync("1002");
        using var leader = await host.SignInAsync("leader");
        using var supervisor = await host.SignInAsync("supervisor");
        var path = $"/api/calls/calls/{id}/reveal";

        var shown = await Floor.Post(own, path, Because);
        Assert.That((string?)shown!["caller"], Is.EqualTo(Number));
        Assert.That((await Floor.Refused(other, path, Because)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((string?)(await Floor.Post(leader, path, Because))!["caller"], Is.EqualTo(Number));
        Assert.That((await Floor.Refused(own, path, new { reason = "" })).Status, Is.EqualTo(HttpStatusCode.BadRequest));

        var views = (await supervisor.GetFromJsonAsync<JsonNode>($"/api/access/personal-views?subject=call:{id}"))!["items"]!.AsArray();
        Assert.That(views.Select(view => (string?)view!["field"]), Is.EqualTo(["caller", "caller"]), "The refused ones saw nothing.");
    }

    [Test]
    public async Task An_old_call_is_for_leaders()
    {
        using var own = await floor.ReadyAsync("1001");
        var id = await floor.ArriveAsync("c1", caller: Number);
        await floor.AnsweredAsync("c1", (await floor.CommandAsync<RingParty>("c1")).Leg);
        await floor.LeftAsync("c1", "c1-citizen");
        await Floor.Post(own, $"/api/calls/calls/{id}/reveal", Because);

        await host.ExecuteAsync($"update calls.calls set ended_at = ended_at - interval '2 days' where id = '{id}'");

        var refused = await Floor.Refused(own, $"/api/calls/calls/{id}/reveal", Because);
        Assert.That(refused, Is.EqualTo((HttpStatusCode.Conflict, "call-too-old")));
    }

    [Test]
    public async Task A_withheld_number_and_an_unknown_call_are_told_so()
    {
        var id = await floor.ArriveAsync("c1", caller: "");
        using var leader = await host.SignInAsync("leader");
        Assert.That(
            await Floor.Refused(leader, $"/api/calls/calls/{id}/reveal", Because),
            Is.EqualTo((HttpStatusCode.Conflict, "caller-withheld")));
        Assert.That(
            (await Floor.Refused(leader, $"/api/calls/calls/{Guid.CreateVersion7()}/reveal", Because)).Status,
            Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Calls_of_a_number_are_found_in_any_notation_and_by_other_modules_through_its_fingerprint()
    {
        var id = await floor.ArriveAsync("c1", caller: Number);
        await floor.ArriveAsync("c2", caller: "+8613907460000");
        await floor.ArriveAsync("c3", caller: "");
        using var leader = await host.SignInAsync("leader");

        var found = await Floor.Post(leader, "/api/calls/calls/of-caller", new { caller = "139 0746 1234" });
        Assert.That(found!["calls"]!.AsArray().Select(call => (Guid)call!["id"]!), Is.EqualTo([id]));

        var (calls, personal) = (host.Services.GetRequiredService<ICalls>(), host.Services.GetRequiredService<IPersonalData>());
        var facts = await calls.FindAsync(new CallId(id), CancellationToken.None);
        Assert.That(personal.Open(facts!.Caller!.Value), Is.EqualTo(Number));
        var ofCaller = await calls.ListOfCallerAsync(
            personal.Fingerprint(PersonalKind.Phone, "13907461234"), 10, CancellationToken.None);
        Assert.That(ofCaller.Select(one => one.Id.Value), Is.EqualTo([id]));
        Assert.That(await calls.ListOfCallerAsync("", 10, CancellationToken.None), Is.Empty, "Withheld numbers are not one caller's.");
    }

    [Test]
    public async Task Numbers_from_before_they_were_sealed_are_sealed_by_the_next_host_that_starts()
    {
        using var console = await floor.ReadyAsync("1001");
        var id = await floor.ArriveAsync("c1", caller: Number);
        await floor.ApplyAsync(new DigitsPressed(floor.Stamp(), "c1", "c1-citizen", "431102198001011234"));
        await floor.ArriveAsync("m1", caller: "+8613907465678", at: TimeProvider.System.GetUtcNow().AddSeconds(-30));
        await floor.LeftAsync("m1", "m1-citizen");
        await ClearAsync(id);
        Assert.That(await RowsAsync(), Has.Some.Contains("13907461234").And.Some.Contains("13907465678"), "The rows of a former version.");

        await using (var next = host.StartReplica())
        {
            next.CreateClient().Dispose();
        }

        Assert.That(await RowsAsync(), Has.None.Contains("13907461234").And.None.Contains("13907465678"));
        Assert.That((await floor.CommandAsync<RingParty>("c1")).CallerNumber, Is.EqualTo(Number));
        Assert.That((string?)(await Floor.Post(console, $"/api/calls/calls/{id}/reveal", Because))!["caller"], Is.EqualTo(Number));
        using var leader = await host.SignInAsync("leader");
        var open = (await leader.GetFromJsonAsync<JsonArray>("/api/calls/callbacks?state=open"))!.Single()!;
        Assert.That((string?)open["caller"], Is.EqualTo("139****5678"));
    }

    /// <summary>Puts the numbers back in clear, as a version stored them that sealed nothing.</summary>
    private async Task ClearAsync(Guid id)
    {
        var personal = host.Services.GetRequiredService<IPersonalData>();
        await using var connection = new NpgsqlConnection(host.ConnectionString);
        await connection.OpenAsync();
        foreach (var (table, column) in ((string, string)[])
            [("calls", "caller"), ("callbacks", "caller"), ("legs", "address"), ("signals", "payload"), ("commands", "payload")])
        {
            foreach (var text in await connection.QueryAsync<string>($"select {column} from calls.{table}"))
            {
                var clear = System.Text.RegularExpressions.Regex.Replace(
                    text, @"s1\.p\.[a-z0-9]+\.[A-Za-z0-9_-]+", token => personal.Open(new Sealed(token.Value)));
                await connection.ExecuteAsync($"update calls.{table} set {column} = @clear where {column} = @text", new { clear, text });
            }
        }

        await connection.ExecuteAsync(
            "update calls.calls set caller_print = '', caller_shown = ''; update calls.callbacks set caller_print = '', caller_shown = ''");
        Assert.That(
            await connection.ExecuteScalarAsync<string>("select caller from calls.calls where id = @id", new { id }), Is.EqualTo(Number));
    }

    /// <summary>Every row of the ACD as text.</summary>
    private async Task<IReadOnlyList<string>> RowsAsync()
    {
        await using var connection = new NpgsqlConnection(host.ConnectionString);
        await connection.OpenAsync();
        var rows = new List<string>();
        foreach (var table in (string[])["calls", "callbacks", "legs", "signals", "commands", "call_history"])
        {
            rows.AddRange(await connection.QueryAsync<string>($"select row::text from calls.{table} row"));
        }

        return rows;
    }
}
