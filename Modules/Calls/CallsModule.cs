using ContactCenter.Platform;

namespace ContactCenter.Calls;

/// <summary>The ACD: takes what telephone systems say, keeps queues and agents, and gives each call to one agent.</summary>
public sealed class CallsModule : IModule
{
    /// <inheritdoc/>
    public string Name => "calls";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddValidation();

    /// <inheritdoc/>
    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }
}
