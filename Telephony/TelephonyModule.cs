using ContactCenter.Platform;
using ContactCenter.Telephony.EventApi;
using ContactCenter.Telephony.EventApi.Intake;
using ContactCenter.Telephony.Exchange;
using ContactCenter.Telephony.Lines;

namespace ContactCenter.Telephony;

/// <summary>The only place that knows a telephone protocol: adapters to PBXs, and the line registry.</summary>
public sealed class TelephonyModule : IModule
{
    /// <inheritdoc/>
    public string Name => "telephony";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidation();
        services.AddLines();
        services.AddExchanges(configuration);
        services.AddSingleton<IArrivalRouting, ArrivalRouting>();
        services.AddEventApi();
    }

    /// <inheritdoc/>
    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapLines();
        routes.MapEventApi();
    }

    /// <inheritdoc/>
    public async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<SealOldEvents>().PrepareAsync(cancellationToken);
        await ReferenceLines.PrepareAsync(services, cancellationToken);
    }
}
