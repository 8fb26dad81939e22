using ContactCenter.Platform;

namespace ContactCenter.Access;

/// <summary>Accounts, roles, sessions, rights and the audit.</summary>
public sealed class AccessModule : IModule
{
    /// <inheritdoc/>
    public string Name => "access";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddValidation();

    /// <inheritdoc/>
    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }
}
