using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Telephony.EventApi.Commands;
using ContactCenter.Telephony.EventApi.Intake;
using ContactCenter.Telephony.EventApi.Ordering;
using ContactCenter.Telephony.EventApi.Signing;
using ContactCenter.Telephony.EventApi.Sources;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Quartz;

namespace ContactCenter.Telephony.EventApi;

/// <summary>The signed HTTP API by which any PBX can report its calls and take its commands.</summary>
internal static class EventApi
{
    internal static IServiceCollection AddEventApi(this IServiceCollection services)
    {
        services.AddOptions<EventApiOptions>()
            .BindConfiguration("Telephony:EventApi")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, PbxAuthentication>(PbxAuthentication.Scheme, null);
        services.AddSingleton<SourceKeys>();
        services.AddSingleton<HeardSources>();
        services.AddSingleton<SourceClock>();
        services.AddSingleton<SourceCounts>();
        services.AddHostedService<SourceWatch>();

        services.AddSingleton<Quarantine>();
        services.AddSingleton<SealOldEvents>();
        services.AddSealedMessages("telephony.inbox", "body");
        services.AddSealedMessages("telephony.quarantine", "body");
        services.AddSealedMessages("telephony.source_keys", "secret");
        services.AddSealedColumns("telephony.commands", "body");
        services.AddSingleton<LocalEvents>();
        services.AddSingleton<Inbox>();
        services.AddHostedService(provider => provider.GetRequiredService<Inbox>());

        services.AddSingleton<ReadyCalls>();
        services.AddSingleton<Pace>();
        services.AddSingleton<SnapshotWishes>();
        services.AddSingleton<CallLane>();
        services.AddSingleton<SourceLane>();
        services.AddHostedService<Sequencer>();

        services.AddHttpClient(CommandPush.Client)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                // A callback is where it was set up to be, and an answer from elsewhere is not the PBX's.
                AllowAutoRedirect = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            })
            .RemoveAllLoggers();
        services.AddSingleton<CommandBook>();
        services.AddHostedService<CommandCourier>();

        services.AddTransient<ForgetOldEvents>();
        services.AddQuartz(quartz => quartz.ScheduleJob<ForgetOldEvents>(every => every
            .WithIdentity(nameof(ForgetOldEvents))
            .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromMinutes(10)).RepeatForever())));
        return services;
    }

    internal static void MapEventApi(this IEndpointRouteBuilder routes)
    {
        // Only a signature opens these: the scheme is named, so that a person's cookie does not.
        var signed = routes.MapGroup("").RequireAuthorization(
            new AuthorizeAttribute(Rights.BePbx) { AuthenticationSchemes = PbxAuthentication.Scheme });
        EventApiDocument.DescribeIntake(PostEvents.Map(signed), EventApiDocument.Event, PostEvents.One, PostEvents.Batch);
        EventApiDocument.DescribeIntake(PostSnapshot.Map(signed), EventApiDocument.Snapshot, PostEvents.One);

        var asking = signed.MapGroup("").AddEndpointFilter<DatabaseAbsence>();
        EventApiDocument.Describe(ListEvents.Map(asking), null, 200, 403);
        EventApiDocument.Describe(GetPosition.Map(asking), null, 200, 403);
        EventApiDocument.Describe(PostHeartbeat.Map(asking), EventApiDocument.Heartbeat, 200, 403);
        EventApiDocument.Describe(ListCommands.Map(asking), null, 200, 403);
        EventApiDocument.Describe(PostCommandResult.Map(asking), EventApiDocument.Result, 202, 404);

        var administered = routes.MapGroup("").RequireAuthorization(Rights.Administer);
        AddSource.Map(administered).ProducesProblem(409);
        ListSources.Map(administered);
        RotateSourceKey.Map(administered);
        RetireSourceKey.Map(administered).ProducesProblem(409);
        EnableSource.Map(administered);
        EnableSource.MapDisable(administered);
    }
}
