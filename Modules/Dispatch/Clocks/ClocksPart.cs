using ContactCenter.Dispatch.Calendars;
using ContactCenter.Dispatch.Policies;
using ContactCenter.Platform.Events;
using Quartz;

namespace ContactCenter.Dispatch.Clocks;

/// <summary>What the working calendar, the time limits and deadlines add to the module.</summary>
internal static class ClocksPart
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    internal static IServiceCollection AddClocks(this IServiceCollection services)
    {
        services.AddCalendars();
        services.AddPolicies();
        services.AddSingleton<ClockBook>();
        services.AddSingleton<ClockSweep>();
        services.AddSingleton<Recomputation>();
        services.AddEventHandler<ClockWarned, RememberWarning>();
        services.AddEventHandler<ClockOverdue, RememberOverdue>();
        services.AddEventHandler<ClockOverdueWithdrawn, RememberWithdrawal>();
        services.AddScoped<SweepClocks>();
        services.AddScoped<FollowCalendar>();

        // A fire that was missed is made up by the next: what is due is found in the database, not in the schedule.
        return services.AddQuartz(quartz =>
        {
            quartz.ScheduleJob<SweepClocks>(
                trigger => trigger.WithIdentity(SweepClocks.Key.Name, SweepClocks.Key.Group)
                    .WithSimpleSchedule(every => every.WithInterval(Interval).RepeatForever()),
                job => job.WithIdentity(SweepClocks.Key));
            quartz.ScheduleJob<FollowCalendar>(
                trigger => trigger.WithIdentity(FollowCalendar.Key.Name, FollowCalendar.Key.Group)
                    .WithSimpleSchedule(every => every.WithInterval(Interval).RepeatForever()),
                job => job.WithIdentity(FollowCalendar.Key));
        });
    }

    internal static void MapClocks(this IEndpointRouteBuilder routes)
    {
        ListClocks.Map(routes);
        routes.MapCalendars();
        routes.MapPolicies();
    }

    internal static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await CalendarsPart.PrepareAsync(services, cancellationToken);
        await PoliciesPart.PrepareAsync(services, cancellationToken);
    }
}
