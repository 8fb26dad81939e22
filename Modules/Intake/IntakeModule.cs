using ContactCenter.Platform;

namespace ContactCenter.Intake;

/// <summary>Intake (受理): appeals from calls and every other channel, their citizens, duplicates and progress.</summary>
public sealed class IntakeModule : IModule
{
    /// <inheritdoc/>
    public string Name => "intake";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddValidation();

    /// <inheritdoc/>
    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }
}
