using ContactCenter.Contracts.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace ContactCenter.Platform.Live;

/// <summary>Live state as the host puts it together.</summary>
public static class LiveServices
{
    /// <summary>Where the hub is.</summary>
    public const string Path = "/api/live";

    // A console's connection takes the next frame when the transport has taken the last. Without this the pipe between them
    // would queue frames that a slow console could have had as one.
    private const int BytesInPipe = 1;

    /// <summary>Maps the hub and its health; the hub's protocols are the host's choice.</summary>
    public static void MapLive(this IEndpointRouteBuilder routes)
    {
        routes
            .MapHub<LiveHub>(Path, connection =>
            {
                connection.ApplicationMaxBufferSize = BytesInPipe;
                connection.CloseOnAuthenticationExpiration = true;

                // The framework's own limit is 10 s; LiveUpkeep drops slow consoles, and counts them, before this.
                connection.TransportSendTimeout = LiveUpkeep.DroppedAfter + TimeSpan.FromSeconds(5);
            })
            .RequireAuthorization(Rights.SignedIn);
        LiveHealth.Map(routes);
    }

    internal static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSingleton<LiveMetrics>();
        services.AddSingleton<Topics>();
        services.AddSingleton(provider => new LiveFeed(
            provider.GetRequiredService<Topics>(), provider.GetRequiredService<Events.Bells>()));
        services.AddSingleton<Watching>();
        services.AddSingleton<TopicLoading>();
        services.AddSingleton<Consoles>();
        services.AddSingleton<HubLifetimeManager<LiveHub>, LiveConnections>();
        services.AddHosted<FanOut>();
        services.AddHosted<Presence>();
        services.AddHostedService<ChangeFollower>();
        services.AddHostedService<LiveUpkeep>();

        services.AddScoped<DropOldChanges>();
        services.AddQuartz(quartz => quartz.ScheduleJob<DropOldChanges>(trigger => trigger
            .WithIdentity(nameof(DropOldChanges), "platform")
            .WithSimpleSchedule(every => every.WithInterval(TimeSpan.FromMinutes(5)).RepeatForever())));
        return services;
    }

    private static void AddHosted<T>(this IServiceCollection services)
        where T : class, Microsoft.Extensions.Hosting.IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
