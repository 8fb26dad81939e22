using ContactCenter.Browser;
using ContactCenter.RealCalls.Floor;
using NUnit.Framework;

namespace ContactCenter.RealCalls.Consoles;

/// <summary>One hotline and one Chromium for every test of the console: to start them takes longer than most tests.</summary>
[SetUpFixture]
public sealed class ConsoleRun
{
    internal static RealFloor Floor { get; private set; } = null!;

    internal static Chromium Chromium { get; private set; } = null!;

    /// <summary>A person's browser, signed in and on the person's first page.</summary>
    internal static async Task<ConsoleWindow> SignInAsync(string logIn, string? name = null)
    {
        var window = await Chromium.OpenAsync(Floor.Hosts[0].Address, name ?? logIn);
        await window.SignInAsync(logIn, RealFloor.Password);
        return window;
    }

    [OneTimeSetUp]
    public async Task Start()
    {
        Chromium = await Chromium.StartAsync();
        Floor = await RealFloor.StartAsync(
            consoles: true,
            settings: new KeyValuePair<string, string>("Calls__PresenceLeaseSeconds", "6"));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (Floor is not null)
        {
            await Floor.DisposeAsync();
        }

        if (Chromium is not null)
        {
            await Chromium.DisposeAsync();
        }
    }
}
