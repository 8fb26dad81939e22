using System.Net;
using System.Net.Http.Json;
using ContactCenter.Support;
using NUnit.Framework;

namespace ContactCenter.Operations;

/// <summary>The two commands of an operator, on a machine that has nothing of ours yet.</summary>
[Category("Operations")]
[Category("Installation")]
internal sealed class UpTests
{
    private readonly string _home = Path.Combine(Path.GetTempPath(), $"cc-{Guid.CreateVersion7():n}");
    private readonly int _port = FreePorts.Take();

    [TearDown]
    public async Task Stop() => await DownAsync();

    [OneTimeTearDown]
    public async Task Remove() => await DownAsync("--purge");

    [Test]
    public async Task One_command_starts_everything_and_another_stops_it_with_the_data_kept()
    {
        var said = await UpAsync();
        var password = said.Split('\n').Single(row => row.StartsWith("Log-ins", StringComparison.Ordinal)).Split(' ')[^1];

        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_port}") };
        Assert.That(await StatusAsync(http, "health/ready"), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await SignInAsync(http, "dispatcher", password), Is.EqualTo(HttpStatusCode.OK));

        Assert.That(File.Exists(Path.Combine(_home, "keys", "personal.json")), "Beside the database's folder, not in it.");

        await DownAsync();
        Assert.That(async () => await StatusAsync(http, "health/ready"), Throws.InstanceOf<HttpRequestException>());

        await UpAsync();
        Assert.That(await SignInAsync(http, "dispatcher", password), Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_second_start_leaves_alone_what_runs_already()
    {
        await UpAsync();
        var before = await File.ReadAllTextAsync(Path.Combine(_home, "host", "1.pid"));

        await UpAsync();

        Assert.That(await File.ReadAllTextAsync(Path.Combine(_home, "host", "1.pid")), Is.EqualTo(before));
    }

    [Test]
    public void A_port_that_is_taken_is_named_with_the_way_out()
    {
        using var other = new System.Net.Sockets.TcpListener(IPAddress.Loopback, _port);
        other.Start();

        Assert.That(
            UpAsync,
            Throws.InvalidOperationException.With.Message.Contains($"Port {_port} is taken by another program; choose another with --port."));
    }

    private Task<string> UpAsync() => RunAsync("up", "--port", $"{_port}");

    private Task<string> DownAsync(params string[] arguments) => RunAsync("down", arguments);

    private Task<string> RunAsync(string script, params string[] arguments) => Script.RunAsync(
        Path.Combine(Repository.Deploy, script),
        arguments,
        [
            new("CONTACTCENTER_HOME", _home),
            // What a developer has set for other ends must not reach the installation.
            new("ConnectionStrings__ContactCenter", ""),
        ]);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> SignInAsync(HttpClient http, string logIn, string password)
    {
        using var answer = await http.PostAsJsonAsync(new Uri("api/access/sign-in", UriKind.Relative), new { logIn, password });
        return answer.StatusCode;
    }
}
