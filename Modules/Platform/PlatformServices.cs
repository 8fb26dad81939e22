using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Live;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ContactCenter.Platform;

/// <summary>What every module may count on finding registered.</summary>
public static class PlatformServices
{
    // More than all modules together have on their frequent paths.
    private const int MostPreparedStatements = 200;

    private const string IdleLimit = "idle_in_transaction_session_timeout";

    /// <summary>Registers the database, the outbox, live state and the clock.</summary>
    public static IServiceCollection AddPlatform(this IServiceCollection services, string connectionString)
    {
        DapperTypes.Register();
        services.AddSingleton(_ => NpgsqlDataSource.Create(Bounded(Prepared(connectionString))));
        services.AddSingleton<Db>();
        services.AddSingleton<HostInstance>();
        services.AddSingleton<Bells>();
        services.AddHostedService<BellWire>();
        services.AddSingleton<Outbox>();
        services.AddSingleton(TimeProvider.System);
        services.AddHostedService<OutboxDispatcher>();
        return services.AddLive();
    }

    // Every statement is a constant: one that comes again is planned once per connection, not each time. Who changes a session
    // (LISTEN, locks that outlive a transaction) puts it right before giving the connection back, so that not every use begins
    // with the seven statements of a reset.
    private static string Prepared(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.MaxAutoPrepare = Math.Max(settings.MaxAutoPrepare, MostPreparedStatements);
        settings.NoResetOnClose = true;
        return settings.ConnectionString;
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
