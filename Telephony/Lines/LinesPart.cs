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
        services.AddSingleton<LineEditor>();
        return services.AddHostedService<LineWatch>();
    }

    internal static void MapLines(this IEndpointRouteBuilder routes)
    {
        ListLines.Map(routes);
        GetLine.Map(routes);
        AddLine.Map(routes);
        ChangeLine.Map(routes);
        EndLine.Map(routes);
        SetPhases.Map(routes);
        AddNotice.Map(routes);
        TryNumber.Map(routes);
        ListUnknownNumbers.Map(routes);
        ListPrompts.Map(routes);
    }
}
