using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;

namespace ContactCenter.Telephony.Lines;

internal static class ListPrompts
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/prompts", Handle)
        .WithName("ListPrompts")
        .WithSummary("Lists the prompts that lines need from a day on, with their words: what must be recorded by then.")
        .RequireAuthorization(Rights.WatchFloor);

    private static async Task<Ok<Response>> Handle(DateOnly? at, Db db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var day = at ?? CityDay.Today(clock);
        var lines = await LineTable.AllAsync(db, cancellationToken);
        return TypedResults.Ok(new Response(
            day,
            [
                .. lines.Where(line => line.ValidTo is null || day < line.ValidTo)
                    .SelectMany(line => NeededFrom(line, day).Select(prompt => (prompt.Key, prompt.Text, line.Number)))
                    .GroupBy(prompt => (prompt.Key, prompt.Text))
                    .OrderBy(prompt => prompt.Key.Key, StringComparer.Ordinal)
                    .Take(1000)
                    .Select(prompt => new Item(
                        prompt.Key.Key, prompt.Key.Text, [.. prompt.Select(line => line.Number).Distinct()])),
            ]));
    }

    /// <summary>The greeting, and the prompts of the day's phase and of those to come.</summary>
    private static IEnumerable<(string Key, string? Text)> NeededFrom(Line line, DateOnly day)
    {
        var present = line.PhaseOn(day);
        return line.Phases
            .Where(phase => phase == present || phase.StartsOn > day)
            .Select(phase => (phase.Prompt, phase.PromptText))
            .Append((line.Settings.Greeting, line.Settings.GreetingText))
            .Where(prompt => prompt.Item1 is not null)
            .Select(prompt => (prompt.Item1!, prompt.Item2));
    }

    /// <param name="At">The day.</param>
    /// <param name="Prompts">In order of their keys; at most 1,000.</param>
    internal sealed record Response(DateOnly At, IReadOnlyList<Item> Prompts);

    /// <param name="Key">What calls name it by.</param>
    /// <param name="Text">
    /// The words; null where nobody entered them. The same key twice with different words is a mistake to mend.
    /// </param>
    /// <param name="Lines">The lines that use it.</param>
    internal sealed record Item(string Key, string? Text, IReadOnlyList<string> Lines);
}
