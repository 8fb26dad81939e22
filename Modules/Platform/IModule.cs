using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ContactCenter.Platform;

/// <summary>One module of the host: everything the host needs to know of it.</summary>
public interface IModule
{
    /// <summary>Short lower-case name; also its database schema and its path under <c>/api</c>.</summary>
    string Name { get; }

    /// <summary>Registers what the module needs to run, and its contracts.</summary>
    void AddServices(IServiceCollection services, IConfiguration configuration);

    /// <summary>Maps its endpoints, given routes that already stand at <c>/api/{Name}</c>.</summary>
    void MapEndpoints(IEndpointRouteBuilder routes);

    /// <summary>
    /// Loads reference data after the migrations, before the host serves: idempotent, and never over what people changed.
    /// Modules are asked in the host's order; one host at a time does it.
    /// </summary>
    Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Does what the program's arguments ask for instead of serving, before the database is touched; false where they name no
    /// command of this module.
    /// </summary>
    Task<bool> TryCommandAsync(string[] arguments, IServiceProvider services, CancellationToken cancellationToken) =>
        Task.FromResult(false);
}
