using ContactCenter.Contracts.Telephony;
using ContactCenter.Telephony.Asterisk;
using ContactCenter.Telephony.Exchange;
using ContactCenter.Telephony.Lines;
using ContactCenter.Telephony.Numbers;
using ContactCenter.Telephony.Simulator;
using Microsoft.Extensions.Options;

namespace ContactCenter.Telephony;

/// <summary>Registers the links to PBXs as the configuration names them.</summary>
internal static class ExchangeServices
{
    internal static IServiceCollection AddExchanges(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<CommandOutlet>();
        services.AddSingleton<ICommandOutlet>(provider => provider.GetRequiredService<CommandOutlet>());
        services.AddHostedService<ExchangeHost>();
        services.AddOptions<PromptOptions>().BindConfiguration("Telephony");

        services.AddOptions<SimulatorOptions>().BindConfiguration("Telephony:Simulator").ValidateDataAnnotations().ValidateOnStart();
        if (configuration.GetValue<bool>("Telephony:Simulator:Enabled"))
        {
            services.AddSimulator();
        }

        foreach (var section in configuration.GetSection("Telephony:Asterisk").GetChildren())
        {
            services.AddOptions<AsteriskOptions>(section.Path).Bind(section).ValidateDataAnnotations().ValidateOnStart();
            services.AddSingleton<IExchange>(provider => new AriExchange(
                provider.GetRequiredService<IOptionsMonitor<AsteriskOptions>>().Get(section.Path),
                provider.GetRequiredService<IOptions<PromptOptions>>().Value,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<AriExchange>>()));
        }

        return services;
    }

    private static void AddSimulator(this IServiceCollection services)
    {
        services.AddSingleton(provider => new SimulatedSwitch(
            provider.GetRequiredService<IOptions<SimulatorOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IExchange>(provider => provider.GetRequiredService<SimulatedSwitch>());
        services.AddHostedService(provider => new SimulatedCitizens(
            provider.GetRequiredService<SimulatedSwitch>(),
            provider.GetRequiredService<IOptions<SimulatorOptions>>().Value,
            () => NumbersOf(provider)));
    }

    /// <summary>The registry's lines of today that a telephone can dial, 12345 first.</summary>
    private static IReadOnlyList<string> NumbersOf(IServiceProvider provider)
    {
        var area = provider.GetRequiredService<IOptions<NumberOptions>>().Value.HomeAreaCode;
        var today = CityDay.Today(provider.GetRequiredService<TimeProvider>());
        return
        [
            .. provider.GetRequiredService<LineRegistry>().Snapshot.On(today)
                .Where(line => line.Number.All(char.IsAsciiDigit))
                .OrderByDescending(line => line.Number == "12345")
                .ThenBy(line => line.Number, StringComparer.Ordinal)
                .Select(line => line.Area == area ? line.Number : line.Area + line.Number),
        ];
    }
}
