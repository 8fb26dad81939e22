using ContactCenter.Dispatch.Calendars;
using ContactCenter.Dispatch.Policies;

namespace ContactCenter.Dispatch.Clocks;

/// <summary>What the working calendar, the time limits and deadlines add to the module.</summary>
internal static class ClocksPart
{
    internal static IServiceCollection AddClocks(this IServiceCollection services)
    {
        services.AddCalendars();
        services.AddPolicies();
        return services.AddSingleton<ClockBook>();
    }

    internal static void MapClocks(this IEndpointRouteBuilder routes)
    {
        routes.MapCalendars();
        routes.MapPolicies();
    }

    internal static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await CalendarsPart.PrepareAsync(services, cancellationToken);
        await PoliciesPart.PrepareAsync(services, cancellationToken);
    }
}
