namespace ContactCenter.Dispatch.Organisations;

/// <summary>What organisations and the catalogue add to the module.</summary>
internal static class OrganisationsPart
{
    internal static IServiceCollection AddOrganisations(this IServiceCollection services) => services;

    internal static void MapOrganisations(this IEndpointRouteBuilder routes)
    {
    }

    internal static Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken) => Task.CompletedTask;
}
