using System.Globalization;

namespace ContactCenter.Trust.World;

/// <summary>The size of one run and its times, which are the product's own made some ten times shorter.</summary>
internal sealed record RunPlan(long Seed)
{
    internal const string SeedVariable = "CONTACTCENTER_TRUST_SEED";
    internal const string CallsVariable = "CONTACTCENTER_TRUST_CALLS";
    internal const string RunsVariable = "CONTACTCENTER_TRUST_RUNS";

    internal const int OfferSeconds = 1;
    internal const int AutoAnswerSeconds = 2;
    internal const int WrapUpSeconds = 1;
    internal const int ExclusionSeconds = 2;
    internal const int PresenceLeaseSeconds = 3;
    internal const int PresenceGraceSeconds = 2;
    internal const int ShortAbandonSeconds = 1;
    internal const int CallbackAttempts = 3;
    internal const int CallbackRetrySeconds = 10;
    internal const int MaxLength = 6;

    internal const string Source = "trust-pbx";

    /// <summary>How many citizens call.</summary>
    internal int Calls { get; init; } = Number(CallsVariable, 200);

    internal int Hosts { get; init; } = 3;

    /// <summary>How many citizens call in a second, on average.</summary>
    internal double CallsPerSecond { get; init; } = 8;

    /// <summary>More calls than these are not begun at once.</summary>
    internal int MostAtOnce { get; init; } = 40;

    internal int Kills { get; init; } = 2;

    internal int Freezes { get; init; } = 1;

    internal int DatabaseRestarts { get; init; }

    internal TimeSpan Driving => TimeSpan.FromSeconds(Calls / CallsPerSecond);

    /// <summary>The seeds of this campaign: the one asked for, or as many as asked for, beginning anywhere.</summary>
    internal static IReadOnlyList<RunPlan> Campaign()
    {
        if (long.TryParse(Environment.GetEnvironmentVariable(SeedVariable), CultureInfo.InvariantCulture, out var asked))
        {
            return [Of(asked)];
        }

        // The first has three hosts and a database restart, the second two hosts and none: see below.
        var anywhere = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() % 1_000_000;
        var first = anywhere - (anywhere % 6) + 3;
        return [.. Enumerable.Range(0, Number(RunsVariable, 2)).Select(place => Of(first + place))];
    }

    internal Dice DiceOf(string name) => new(Seed, name);

    // What happens to the hosts and to the database is decided by the seed as well, so that it comes again with it.
    private static RunPlan Of(long seed) => new RunPlan(seed) with
    {
        Hosts = 2 + (int)(seed % 2),
        DatabaseRestarts = seed % 3 == 0 ? 1 : 0,
    };

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
