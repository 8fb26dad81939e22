using ContactCenter.Platform;

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
        EventApi.EventApi.AddServices(services);
    }

    /// <inheritdoc/>
    public void MapEndpoints(IEndpointRouteBuilder routes) => EventApi.EventApi.Map(routes);
}
