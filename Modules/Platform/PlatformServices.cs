using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Live;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ContactCenter.Platform;

/// <summary>What every module may count on finding registered.</summary>
public static class PlatformServices
{
    private const string IdleLimit = "idle_in_transaction_session_timeout";

    /// <summary>Registers the database, the outbox, live state and the clock.</summary>
    public static IServiceCollection AddPlatform(this IServiceCollection services, string connectionString)
    {
        DapperTypes.Register();
        services.AddSingleton(_ => NpgsqlDataSource.Create(Bounded(connectionString)));
        services.AddSingleton<Db>();
        services.AddSingleton<HostInstance>();
        services.AddSingleton<Bells>();
        services.AddHostedService<BellWire>();
        services.AddSingleton<Outbox>();
        services.AddSingleton(TimeProvider.System);
        services.AddHostedService<OutboxDispatcher>();
        return services.AddLive();
    }

    /// <summary>
    /// A host that freezes (a paused machine) in the middle of a transaction must not keep everybody else from the rows it has
    /// locked: the database ends the transaction. Whoever sets a limit of their own keeps it.
    /// </summary>
    private static string Bounded(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (builder.Options?.Contains(IdleLimit, StringComparison.Ordinal) is not true)
        {
            builder.Options = $"{builder.Options} -c {IdleLimit}=3s".TrimStart();
        }

        return builder.ConnectionString;
    }
}
