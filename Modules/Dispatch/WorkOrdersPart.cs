namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>What work orders add to the module.</summary>
internal static class WorkOrdersPart
{
    internal static IServiceCollection AddWorkOrders(this IServiceCollection services) => services;

    internal static void MapWorkOrders(this IEndpointRouteBuilder routes)
    {
    }

    internal static Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken) => Task.CompletedTask;
}
