using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;
using ContactCenter.Platform.Live;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ContactCenter.Bench.Push;

/// <summary>
/// The host's side, in a process of its own: the platform as the host has it, with its hub, beside the bare broadcast. The only
/// things of the benchmark's own are a topic, a way in without accounts, and a request that has events committed.
/// </summary>
internal static class Server
{
    internal const string Topic = "board";

    /// <summary>Arguments: the port, the connection string, the file of the commit times. Ends when its input does.</summary>
    internal static async Task<bool> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var (port, database, file) = (arguments[0], arguments[1], arguments[2]);
        using var times = new CommitTimes(file);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["Urls"] = $"http://127.0.0.1:{port}";
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddPlatform(database);
        builder.Services.AddSignalR().AddMessagePackProtocol();
        builder.Services.AddSingleton<ITopicSource, Board>();
        builder.Services.AddAuthentication("anyone").AddScheme<AuthenticationSchemeOptions, Anyone>("anyone", null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Rights.SignedIn, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Rights.WatchFloor, policy => policy.RequireAuthenticatedUser());

        await using var app = builder.Build();
        await Migrations.ApplyAsync(database, [], () => Task.CompletedTask);
        var (single, together) = (new Bare(together: false), new Bare(together: true));
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseWebSockets();
        app.MapLive();
        app.Map("/bare", single.AcceptAsync);
        app.Map("/together", together.AcceptAsync);
        app.MapPost("/commit", async (string way, int first, int count, double perSecond, Db db, CancellationToken stop) =>
        {
            Action<int>? after = way switch { "bare" => single.Send, "together" => together.Send, _ => null };
            var used = Process.GetCurrentProcess().TotalProcessorTime;
            await CommitAsync(db, times, first, count, perSecond, after, stop);
            return (Process.GetCurrentProcess().TotalProcessorTime - used).TotalSeconds;
        });

        await app.StartAsync(cancellationToken);
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync(cancellationToken);
        await app.StopAsync(CancellationToken.None);
        return true;
    }

    // Events fall due at random moments, as calls do, whether or not the one before is committed.
    private static async Task CommitAsync(
        Db db, CommitTimes times, int first, int count, double perSecond, Action<int>? after, CancellationToken cancellationToken)
    {
        var random = new Random(first);
        var running = new List<Task>();
        var began = Stopwatch.GetTimestamp();
        var due = 0.0;
        for (var number = first; number < first + count; number++)
        {
            due -= Math.Log(1 - random.NextDouble()) / perSecond;
            var early = TimeSpan.FromSeconds(due) - Stopwatch.GetElapsedTime(began);
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early, cancellationToken);
            }

            running.RemoveAll(one => one.IsCompletedSuccessfully);
            running.Add(CommitAsync(db, times, number, after, cancellationToken));
        }

        await Task.WhenAll(running);
    }

    private static async Task CommitAsync(
        Db db, CommitTimes times, int number, Action<int>? after, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        var topic = after is null ? Topic : "nobody";
        await work.ShowAsync(new LiveChange(topic, Event.Key(number), number, Event.Value(number)));
        await work.CommitAsync();
        times[number] = Stopwatch.GetTimestamp();
        after?.Invoke(number);
    }

    private sealed class Board : ITopicSource
    {
        public bool Owns(string topic) => topic == Topic;

        public bool MayWatch(ClaimsPrincipal person, string topic) => true;

        public Task<IReadOnlyList<LiveItem>> LoadAsync(string topic, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<LiveItem>>([]);
    }

    private sealed class Anyone(
        IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var identity = new ClaimsIdentity(
                [
                    new Claim(ClaimTypes.NameIdentifier, Guid.CreateVersion7().ToString()),
                    new Claim(CurrentUser.SessionClaim, 1.ToString(CultureInfo.InvariantCulture)),
                ],
                "anyone");
            return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(identity), "anyone")));
        }
    }
}
