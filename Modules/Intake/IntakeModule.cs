using ContactCenter.Contracts.Intake;
using ContactCenter.Intake.Appeals;
using ContactCenter.Intake.Areas;
using ContactCenter.Intake.Categories;
using ContactCenter.Intake.Messages;
using ContactCenter.Intake.Reference;
using ContactCenter.Intake.StatutoryRoutes;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;

namespace ContactCenter.Intake;

/// <summary>Intake (受理): appeals from calls and every other channel, their citizens, duplicates and progress.</summary>
public sealed class IntakeModule : IModule
{
    /// <inheritdoc/>
    public string Name => "intake";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidation();
        services.AddOptions<IntakeOptions>().BindConfiguration("Intake").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CategoryBook>();
        services.AddHostedService(provider => provider.GetRequiredService<CategoryBook>());
        services.AddSingleton<AreaBook>();
        services.AddSingleton<MessageBook>();
        services.AddSingleton<IShortMessages>(provider => provider.GetRequiredService<MessageBook>());
        services.AddSingleton<Receipts>();
        services.AddSingleton<Registration>();
        services.AddSingleton<AgentChannels>();
        services.AddSingleton<CallAtHand>();
        services.AddSingleton<AppealSight>();
        services.AddSingleton<AppealViews>();
        services.AddSingleton<Revealing>();
        services.AddSingleton<Correcting>();
        services.AddSingleton<Withdrawing>();
        services.AddSingleton<Urging>();
        services.AddSingleton<IAppeals, AppealDirectory>();
    }

    /// <inheritdoc/>
    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        ListCategories.Map(routes);
        SuggestCategory.Map(routes);
        ChangeCategory.Map(routes);
        ListAreas.Map(routes);
        EditRoutes.Map(routes);
        RegisterAppeal.Map(routes);
        RegisterMany.Map(routes);
        ListAppeals.Map(routes);
        ShowAppeal.Map(routes);
        RevealField.Map(routes);
        AmendAppeal.Map(routes);
        WithdrawAppeal.Map(routes);
        UrgeAppeal.Map(routes);
    }

    /// <inheritdoc/>
    public async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await ReferenceData.LoadAsync(services.GetRequiredService<Db>(), cancellationToken);
        await services.GetRequiredService<CategoryBook>().LoadAsync(cancellationToken);
        await services.GetRequiredService<AreaBook>().LoadAsync(cancellationToken);
    }
}
