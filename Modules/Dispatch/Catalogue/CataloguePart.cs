using ContactCenter.Dispatch.Organisations;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;

namespace ContactCenter.Dispatch.Catalogue;

/// <summary>What the dispatch catalogue adds to the module.</summary>
internal static class CataloguePart
{
    internal static IServiceCollection AddCatalogue(this IServiceCollection services)
    {
        services.AddSingleton<CatalogueBook>();
        services.AddHostedService(provider => provider.GetRequiredService<CatalogueBook>());
        services.AddSingleton<RuleEditor>();
        services.AddEventHandler<RuleUsed, CountUses>();
        return services.AddEventHandler<RuleReturned, CountReturns>();
    }

    internal static void MapCatalogue(this IEndpointRouteBuilder routes)
    {
        ListRules.Map(routes);
        GetRule.Map(routes);
        AddRule.Map(routes);
        ChangeRule.Map(routes);
        EndRule.Map(routes);
        TryCatalogue.Map(routes);
        ListTownshipDuties.Map(routes);
        SetTownshipDuty.Map(routes);
        ReportReturns.Map(routes);
    }

    internal static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await ReferenceRules.LoadAsync(
            services.GetRequiredService<Db>(), services.GetRequiredService<OrganisationBook>(),
            services.GetRequiredService<TimeProvider>(), cancellationToken);
        await services.GetRequiredService<CatalogueBook>().RefreshAsync(cancellationToken);
    }
}
