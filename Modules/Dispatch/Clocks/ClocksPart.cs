namespace ContactCenter.Dispatch.Clocks;

/// <summary>What the working calendar and deadlines add to the module.</summary>
internal static class ClocksPart
{
    internal static IServiceCollection AddClocks(this IServiceCollection services) => services;

    internal static void MapClocks(this IEndpointRouteBuilder routes)
    {
    }

    internal static Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken) => Task.CompletedTask;
}
