using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContactCenter.Access;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Live;
using ContactCenter.Support;
using ContactCenter.Support.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ContactCenter.Scenarios.Live;

/// <summary>
/// A host of the platform and of sign-ins, with one topic source of the tests: on a real socket, so that its wires can be cut,
/// and several at once in this process.
/// </summary>
internal sealed class LiveHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private LiveHost(WebApplication app, int port) => (this.app, Address) = (app, new Uri($"http://127.0.0.1:{port}"));

    internal Uri Address { get; }

    internal Floor Floor { get; private set; } = null!;

    internal SeatLog Seats { get; } = new();

    internal LiveFeed Feed => app.Services.GetRequiredService<LiveFeed>();

    internal T Service<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>Starts a host; several may share a database.</summary>
    internal static async Task<LiveHost> StartAsync(TestDatabase database, int? port = null)
    {
        var access = new AccessModule();
        var builder = WebApplication.CreateSlimBuilder();
        var listensOn = port ?? FreePorts.Take();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Urls"] = $"http://127.0.0.1:{listensOn}",
            ["Access:DemonstrationPassword"] = ContactCenterHost.Password,
            ["Access:PersonalData:KeyFile"] = PersonalKeyFile.Path,
            ["Access:AttemptsPerLogInAndMinute"] = "10000",
        });
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.Services.AddPlatform(database.ConnectionString);
        builder.Services.AddSignalR()
            .AddJsonProtocol(json => Json.Configure(json.PayloadSerializerOptions))
            .AddMessagePackProtocol();
        access.AddServices(builder.Services, builder.Configuration);
        builder.Services.AddSingleton<FloorSource>();
        builder.Services.AddSingleton<ITopicSource>(provider => provider.GetRequiredService<FloorSource>());

        LiveHost host = null!;
        builder.Services.AddSingleton<IPresence>(_ => host.Seats);
        var app = builder.Build();
        host = new LiveHost(app, listensOn);
        await Migrations.ApplyAsync(
            database.ConnectionString, [access], () => access.PrepareAsync(app.Services, CancellationToken.None));
        app.UseAuthentication();
        app.UseAuthorization();
        access.MapEndpoints(app.MapGroup("/api/access"));
        app.MapLive();
        host.Floor = new Floor(app.Services.GetRequiredService<Db>());
        await host.Floor.PrepareAsync();
        await app.StartAsync();
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    /// <summary>A console of this person on this host, connected; through a wire where one is given.</summary>
    internal async Task<LiveConsole> OpenAsync(
        string logIn, string? kind = null, bool messagePack = true, Uri? through = null)
    {
        var token = await TokenAsync(logIn);
        var console = new LiveConsole(
            through ?? Address, messagePack, options => options.AccessTokenProvider = () => Task.FromResult<string?>(token), kind);
        await console.StartAsync();
        return console;
    }

    internal async Task<string> TokenAsync(string logIn)
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var answer = await http.PostAsJsonAsync(
            "/api/access/token", new { logIn, password = ContactCenterHost.Password });
        answer.EnsureSuccessStatusCode();
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["accessToken"]!;
    }

    /// <summary>What the host says about its consoles.</summary>
    internal async Task<JsonNode> HealthAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", await TokenAsync("leader"));
        return (await http.GetFromJsonAsync<JsonNode>("/api/live/health"))!;
    }
}
