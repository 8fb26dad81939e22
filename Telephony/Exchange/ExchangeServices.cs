using ContactCenter.Contracts.Telephony;
using ContactCenter.Telephony.Asterisk;
using Microsoft.Extensions.Options;

namespace ContactCenter.Telephony.Exchange;

/// <summary>Registers the links to PBXs as the configuration names them.</summary>
internal static class ExchangeServices
{
    internal static IServiceCollection AddExchanges(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<CommandOutlet>();
        services.AddSingleton<ICommandOutlet>(provider => provider.GetRequiredService<CommandOutlet>());
        services.AddHostedService<ExchangeHost>();
        services.AddOptions<PromptOptions>().BindConfiguration("Telephony");

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
}
