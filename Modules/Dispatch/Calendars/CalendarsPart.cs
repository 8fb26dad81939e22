using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Calendars;

/// <summary>What the working calendars add to the module.</summary>
internal static class CalendarsPart
{
    internal static IServiceCollection AddCalendars(this IServiceCollection services)
    {
        services.AddSingleton<CalendarBook>();
        services.AddSingleton<CalendarEditor>();
        return services.AddHostedService(provider => provider.GetRequiredService<CalendarBook>());
    }

    internal static void MapCalendars(this IEndpointRouteBuilder routes)
    {
        ShowCalendar.Map(routes);
        TryLimit.Map(routes);
        ListCalendarChanges.Map(routes);
        ListNotices.Map(routes);
        AddHolidayNotice.Map(routes);
        SetOfficeHours.Map(routes);
    }

    internal static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await ReferenceCalendar.LoadAsync(
            services.GetRequiredService<Db>(), services.GetRequiredService<TimeProvider>(), cancellationToken);
        await services.GetRequiredService<CalendarBook>().RefreshAsync(cancellationToken);
    }
}
