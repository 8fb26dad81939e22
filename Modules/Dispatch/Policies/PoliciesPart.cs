using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Policies;

/// <summary>What the time limits add to the module.</summary>
internal static class PoliciesPart
{
    internal static IServiceCollection AddPolicies(this IServiceCollection services)
    {
        services.AddSingleton<PolicyBook>();
        services.AddSingleton<PolicyEditor>();
        return services.AddHostedService(provider => provider.GetRequiredService<PolicyBook>());
    }

    internal static void MapPolicies(this IEndpointRouteBuilder routes)
    {
        ListPolicies.Map(routes);
        ExplainLimits.Map(routes);
        EditPolicies.Map(routes);
    }

    internal static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await ReferencePolicies.LoadAsync(
            services.GetRequiredService<Db>(), services.GetRequiredService<TimeProvider>(), cancellationToken);
        await services.GetRequiredService<PolicyBook>().RefreshAsync(cancellationToken);
    }
}
