using ContactCenter.Calls;
using ContactCenter.Platform;

namespace ContactCenter.Broken;

/// <summary>Knows another module.</summary>
public sealed class BrokenModule : IModule
{
    public string Name => "broken";

    public void AddServices(IServiceCollection services, IConfiguration configuration) =>
        new CallsModule().AddServices(services, configuration);

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }
}
