using ContactCenter.Contracts.Telephony;
using ContactCenter.Telephony.Numbers;

namespace ContactCenter.Telephony.Lines;

/// <summary>What numbers and lines add to the module.</summary>
internal static class LinesPart
{
    internal static IServiceCollection AddLines(this IServiceCollection services)
    {
        services.AddOptions<NumberOptions>().BindConfiguration("Telephony").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<NumberPlan>();
        services.AddSingleton<UnknownNumbers>();
        services.AddSingleton<LineRegistry>();
        services.AddSingleton<ILines>(provider => provider.GetRequiredService<LineRegistry>());
        return services.AddHostedService<LineWatch>();
    }
}
