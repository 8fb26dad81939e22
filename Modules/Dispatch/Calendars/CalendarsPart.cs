using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Calendars;

/// <summary>What the working calendars add to the module.</summary>
internal static class CalendarsPart
{
    internal static IServiceCollection AddCalendars(this IServiceCollection services)
    {
        services.AddSingleton<CalendarBook>();
        return services.AddHostedService(provider => provider.GetRequiredService<CalendarBook>());
    }

    internal static void MapCalendars(this IEndpointRouteBuilder routes)
    {
    }

    internal static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await ReferenceCalendar.LoadAsync(
            services.GetRequiredService<Db>(), services.GetRequiredService<TimeProvider>(), cancellationToken);
        await services.GetRequiredService<CalendarBook>().RefreshAsync(cancellationToken);
    }
}
