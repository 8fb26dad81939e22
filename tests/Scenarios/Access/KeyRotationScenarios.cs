using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContactCenter.Contracts.Access;
using ContactCenter.Scenarios.Calls;
using ContactCenter.Scenarios.Telephony;
using ContactCenter.Support;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Access;

/// <summary>A key is added, what older ones sealed is sealed anew while the system runs, and the old key is retired.</summary>
public sealed class KeyRotationScenarios
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"cc-keys-{Guid.CreateVersion7():n}.json");
    private ContactCenterHost host = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        File.Copy(PersonalKeyFile.Path, file);
        host = await ContactCenterHost.StartAsync(new KeyValuePair<string, string>("Access:PersonalData:KeyFile", file));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await host.DisposeAsync();
        File.Delete(file);
    }

    [Test]
    public async Task After_a_rotation_nothing_is_sealed_with_the_old_key_and_everything_is_still_read()
    {
        var floor = new Floor(host);
        using var agent = await floor.ReadyAsync("1001");
        var id = await floor.ArriveAsync("c1", caller: "+8613907461234");
        var pbx = await host.AdmitAsync("pbx-1");
        Assert.That((await pbx.PostAsync(pbx.Arrival("e1", 1), CancellationToken.None)).Status, Is.EqualTo(HttpStatusCode.Accepted));
        using var admin = await host.SignInAsync("admin");
        Assert.That(await CountAsync("1"), Is.GreaterThan(5), "Calls, legs, signals, commands, an event, a secret.");

        await CommandAsync("rotate-personal-key", "0");
        await Assert.ThatAsync(
            async () => (await KeysAsync(admin)).FirstOrDefault(key => (string?)key["id"] == "2")?["seals"]?.GetValue<bool>(),
            Is.True.After(20).Seconds.PollEvery(200).MilliSeconds, "The running host reads the file again.");
        Assert.That(
            async () => await CommandAsync("retire-personal-key", "1"),
            Throws.InvalidOperationException.With.Message.Contains("values are left that it sealed"));
        await Floor.Post(admin, "/api/access/personal-keys/reseal");

        Assert.That(await CountAsync("1"), Is.Zero);
        Assert.That(await CountAsync("2"), Is.GreaterThan(5));
        var shown = await Floor.Post(agent, $"/api/calls/calls/{id}/reveal", new { reason = "换钥后核对" });
        Assert.That((string?)shown!["caller"], Is.EqualTo("+8613907461234"));
        Assert.That((await pbx.GetAsync("events?source=pbx-1", CancellationToken.None)).Text, Does.Contain("+8613800001234"));
        Assert.That(await floor.ArriveAsync("c2", caller: "013907461234"), Is.Not.EqualTo(id));

        Assert.That(await CommandAsync("retire-personal-key", "1"), Does.Contain("Key 1 is retired"));
        Assert.That((await KeysAsync(admin))[0]["retiredAt"], Is.Not.Null);
        await using var next = host.StartReplica();
        using var leader = await next.SignInAsync("leader");
        var found = await Floor.Post(leader, "/api/calls/calls/of-caller", new { caller = "13907461234" });
        Assert.That(found!["calls"]!.AsArray(), Has.Count.EqualTo(2), "Fingerprints outlive keys.");
    }

    /// <summary>What the host's program does on the command line.</summary>
    private async Task<string> CommandAsync(params string[] words)
    {
        var variables = new Dictionary<string, string>
        {
            ["ConnectionStrings__ContactCenter"] = host.ConnectionString,
            [PersonalKeyFile.Setting] = file,
        };
        return await Script.RunAsync("dotnet", [Repository.Built("Host", "ContactCenter.Host.dll"), .. words], variables);
    }

    private static async Task<IReadOnlyList<JsonNode>> KeysAsync(HttpClient admin) =>
        [.. (await admin.GetFromJsonAsync<JsonNode>("/api/access/personal-keys"))!["keys"]!.AsArray().Select(key => key!)];

    /// <summary>How many values in the whole database this key has sealed.</summary>
    private async Task<int> CountAsync(string key)
    {
        var count = 0;
        await using var connection = new NpgsqlConnection(host.ConnectionString);
        await connection.OpenAsync();
        foreach (var place in host.Services.GetServices<IResealable>().Select(place => place.Name.Split('.')))
        {
            count += await connection.ExecuteScalarAsync<int>(
                $"select count(*)::int from {place[0]}.{place[1]} where {place[2]} is not null and ("
                + $"{place[2]}::text like '%s1._.{key}.%' or {place[2]}::text like @hex)",
                new { hex = $@"\\x{Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes($"s1.m.{key}."))}%" });
        }

        return count;
    }
}
