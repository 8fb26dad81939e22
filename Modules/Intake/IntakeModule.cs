using ContactCenter.Contracts.Intake;
using ContactCenter.Intake.Appeals;
using ContactCenter.Intake.Areas;
using ContactCenter.Intake.Attachments;
using ContactCenter.Intake.Callers;
using ContactCenter.Intake.Categories;
using ContactCenter.Intake.Channels;
using ContactCenter.Intake.Drafts;
using ContactCenter.Intake.Duplicates;
using ContactCenter.Intake.Messages;
using ContactCenter.Intake.Progress;
using ContactCenter.Intake.Reference;
using ContactCenter.Intake.StatutoryRoutes;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Live;
using Quartz;

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
        services.AddSealedColumns(
            "intake.appeals", "query_code_sealed", "narrative_sealed", "caller_number_sealed", "contact_number_sealed",
            "caller_name_sealed", "identity_number_sealed", "address_sealed", "company_name_sealed");
        services.AddSealedColumns("intake.drafts", "body_sealed");
        services.AddSealedColumns("intake.callers", "number_sealed");
        services.AddSealedColumns("intake.messages", "number_sealed", "text_sealed");
        services.AddSealedColumns("intake.attachments", "name_sealed");
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
        services.AddSingleton<Accepting>();
        services.AddSingleton<ITopicSource, InboxTopic>();
        services.AddSingleton<DraftSeal>();
        services.AddSingleton<CallerBook>();
        services.AddSingleton<DuplicateSearch>();
        services.AddSingleton<Merging>();
        services.AddSingleton<PublicLimits>();
        services.AddSingleton<QueryCodes>();
        services.AddEventHandler<AppealProgressed, NoteProgress>();
        services.AddChannelApi();
        AddMessages(services, configuration);
        AddAttachments(services, configuration);
        AddJobs(services);
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
        WorkInbox.Map(routes);
        KeepDrafts.Map(routes);
        ShowCard.Map(routes);
        MarkCaller.Map(routes);
        PackEvidence.Map(routes);
        FindDuplicates.Map(routes);
        LinkAppeals.Map(routes);
        QueryProgress.Map(routes);
        HandInForm.Map(routes);
        MoveAttachments.Map(routes);
        routes.MapChannelApi();
    }

    /// <inheritdoc/>
    public async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await ReferenceData.LoadAsync(services.GetRequiredService<Db>(), cancellationToken);
        await services.GetRequiredService<CategoryBook>().LoadAsync(cancellationToken);
        await services.GetRequiredService<AreaBook>().LoadAsync(cancellationToken);
    }

    private static void AddMessages(IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpClient(HttpProvider.Client)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                // The provider is where it was set up to be.
                AllowAutoRedirect = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            })
            .RemoveAllLoggers();
        if (configuration["Intake:MessageProvider"] is { Length: > 0 })
        {
            services.AddSingleton<IMessageProvider, HttpProvider>();
        }
        else
        {
            services.AddSingleton<IMessageProvider, FileOutbox>();
        }

        services.AddHostedService<MessageSender>();
    }

    private static void AddAttachments(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<AttachmentStore>();
        if (configuration["Intake:Clamd"] is { Length: > 0 })
        {
            services.AddSingleton<IVirusScan, Clamd>();
        }
        else
        {
            services.AddSingleton<IVirusScan, NoScan>();
        }
    }

    private void AddJobs(IServiceCollection services)
    {
        services.AddScoped<ForgetOldDrafts>();
        services.AddScoped<SweepFiles>();
        services.AddQuartz(quartz => quartz
            .ScheduleJob<ForgetOldDrafts>(
                trigger => trigger.WithIdentity(nameof(ForgetOldDrafts), Name).WithCronSchedule("0 23 * * * ?"),
                job => job.WithIdentity(ForgetOldDrafts.Key))
            .ScheduleJob<SweepFiles>(
                trigger => trigger.WithIdentity(nameof(SweepFiles), Name).WithCronSchedule("0 41 3 * * ?"),
                job => job.WithIdentity(SweepFiles.Key)));
    }
}
