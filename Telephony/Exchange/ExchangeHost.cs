using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Events;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ContactCenter.Telephony.Exchange;

/// <summary>Runs the links of this host from its start to its stop.</summary>
internal sealed class ExchangeHost(
    IEnumerable<IExchange> exchanges, CommandOutlet outlet, NpgsqlDataSource database, Bells bells, TimeProvider clock,
    IServiceProvider services, ILogger<ExchangeHost> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var all = exchanges.ToArray();
        if (all.Length == 0)
        {
            return;
        }

        var owner = Guid.CreateVersion7();
        var signals = services.GetRequiredService<ICallSignals>();
        var commands = services.GetRequiredService<ICallCommands>();
        var routing = services.GetRequiredService<IArrivalRouting>();
        var links = all
            .Select(exchange => new ExchangeLink(
                exchange, owner, database, signals, commands, routing, bells, clock, logger))
            .ToArray();
        outlet.Use(links);
        await Task.WhenAll(links.Select(link => link.RunAsync(stoppingToken)));
        await Task.WhenAll(links.Select(link => link.DisposeAsync().AsTask()));
    }
}
