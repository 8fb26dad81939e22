using NUnit.Framework;

namespace ContactCenter.Scenarios.Calls;

/// <summary>The demonstration's agents, whichever telephone system a newcomer starts with.</summary>
public sealed class DemonstrationScenarios
{
    [Test]
    public async Task Who_goes_from_the_simulated_switch_to_a_real_one_has_agents_with_its_telephones()
    {
        // The database was filled by a host with the simulated switch's telephones.
        await using var host = await ContactCenterHost.StartAsync(
            new KeyValuePair<string, string>("Calls:DemonstrationPhone", "PJSIP/2{1}"));
        await host.ExecuteAsync("update calls.agents set phone = 'PJSIP/desk-7' where code = '1002'");

        Assert.That(await PhoneOfAsync(host, "1001"), Is.EqualTo("PJSIP/2001"));
        Assert.That(await PhoneOfAsync(host, "1002"), Is.EqualTo("PJSIP/desk-7"), "Somebody entered it.");
    }

    private static async Task<string> PhoneOfAsync(ContactCenterHost host, string agent)
    {
        using var console = await host.SignInAsync(agent);
        return (string)(await console.GetAsync("/api/calls/me").ReadAsync())["agent"]!["phone"]!;
    }
}
