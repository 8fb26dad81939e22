using ContactCenter.Contracts.Access;
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
    internal static void AddServices(IServiceCollection services)
    {
        services.AddOptions<EventApiOptions>()
            .BindConfiguration("Telephony:EventApi")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, PbxAuthentication>(PbxAuthentication.Scheme, null);
        services.AddAuthorizationBuilder().AddPolicy(Rights.BePbx, policy => policy.RequireClaim(PbxAuthentication.SourceClaim));
        services.AddSingleton<SourceKeys>();
        services.AddSingleton<HeardSources>();
        services.AddSingleton<ReadyCalls>();
        services.AddSingleton<Quarantine>();
        services.AddSingleton<Inbox>();
        services.AddHostedService(provider => provider.GetRequiredService<Inbox>());
        services.AddTransient<ForgetOldEvents>();
        services.AddQuartz(quartz => quartz.ScheduleJob<ForgetOldEvents>(every => every
            .WithIdentity(nameof(ForgetOldEvents))
            .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromMinutes(10)).RepeatForever())));
    }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        // Only a signature opens these: the scheme is named, so that a person's cookie does not.
        var signed = routes.MapGroup("").RequireAuthorization(
            new AuthorizeAttribute(Rights.BePbx) { AuthenticationSchemes = PbxAuthentication.Scheme });
        PostEvents.Map(signed);
    }
}
