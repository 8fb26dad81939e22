using ContactCenter.Contracts.Access;
using ContactCenter.Dispatch.Organisations.Contacts;
using ContactCenter.Dispatch.Organisations.Members;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Organisations;

/// <summary>What organisations add to the module.</summary>
internal static class OrganisationsPart
{
    internal static IServiceCollection AddOrganisations(this IServiceCollection services)
    {
        services.AddSingleton<OrganisationBook>();
        services.AddHostedService(provider => provider.GetRequiredService<OrganisationBook>());
        services.AddSingleton<OrganisationEditor>();
        services.AddSealedColumns("dispatch.duty_contacts", "name_sealed", "number_sealed");
        services.AddSingleton<DutyContacts>();
        return services.AddHostedService<HandOver>();
    }

    internal static void MapOrganisations(this IEndpointRouteBuilder routes)
    {
        ListOrganisations.Map(routes);
        GetOrganisation.Map(routes);
        AddOrganisation.Map(routes);
        ChangeOrganisation.Map(routes);
        RenameOrganisation.Map(routes);
        MoveOrganisation.Map(routes);
        MergeOrganisation.Map(routes);
        SplitOrganisation.Map(routes);
        EndOrganisation.Map(routes);
        ListMembers.Map(routes);
        JoinOrganisation.Map(routes);
        ListContacts.Map(routes);
        EditContacts.Map(routes);
        RevealContact.Map(routes);
    }

    internal static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await ReferenceOrganisations.LoadAsync(
            services.GetRequiredService<Db>(), services.GetRequiredService<IAccounts>(),
            services.GetRequiredService<TimeProvider>(), cancellationToken);
        await services.GetRequiredService<OrganisationBook>().RefreshAsync(cancellationToken);
    }
}
