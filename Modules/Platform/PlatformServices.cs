using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Live;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ContactCenter.Platform;

/// <summary>What every module may count on finding registered.</summary>
public static class PlatformServices
{
    /// <summary>Registers the database, the outbox, live state and the clock.</summary>
    public static IServiceCollection AddPlatform(this IServiceCollection services, string connectionString)
    {
        DapperTypes.Register();
        services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        services.AddSingleton<Db>();
        services.AddSingleton<HostInstance>();
        services.AddSingleton<Bells>();
        services.AddHostedService<BellWire>();
        services.AddSingleton<Outbox>();
        services.AddSingleton(TimeProvider.System);
        services.AddHostedService<OutboxDispatcher>();
        return services.AddLive();
    }
}
