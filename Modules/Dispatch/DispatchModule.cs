using ContactCenter.Dispatch.Catalogue;
using ContactCenter.Dispatch.Clocks;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Platform;

namespace ContactCenter.Dispatch;

/// <summary>Dispatch (派单): organisations, the catalogue, deadlines, and the whole life of work orders.</summary>
public sealed class DispatchModule : IModule
{
    /// <inheritdoc/>
    public string Name => "dispatch";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidation();
        services.AddOrganisations();
        services.AddCatalogue();
        services.AddClocks();
        services.AddWorkOrders();
    }

    /// <inheritdoc/>
    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapOrganisations();
        routes.MapCatalogue();
        routes.MapClocks();
        routes.MapWorkOrders();
    }

    /// <inheritdoc/>
    public async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await OrganisationsPart.PrepareAsync(services, cancellationToken);
        await CataloguePart.PrepareAsync(services, cancellationToken);
        await ClocksPart.PrepareAsync(services, cancellationToken);
        await WorkOrdersPart.PrepareAsync(services, cancellationToken);
    }
}
