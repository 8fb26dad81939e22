using ContactCenter.Contracts.Dispatch;

namespace ContactCenter.Dispatch.Organisations;

/// <summary>One organisation through all its days: what it was when, and who carries on after it.</summary>
/// <param name="Id">The organisation.</param>
/// <param name="Version">Grows with each change; a change that names an older one is refused.</param>
/// <param name="Periods">In order of their days, each beginning where the one before ends; at least one.</param>
/// <param name="Successor">Who carries on once it has ended.</param>
internal sealed record OrganisationLife(
    OrganisationId Id, int Version, IReadOnlyList<OrganisationLife.Period> Periods, OrganisationId? Successor)
{
    internal DateOnly Begins => Periods[0].ValidFrom;

    /// <summary>The first day it is no more; null until further notice.</summary>
    internal DateOnly? Ends => Periods[^1].ValidTo;

    internal Setup Newest => Periods[^1].Settings;

    internal static OrganisationLife Beginning(OrganisationId id, DateOnly day, DateOnly? ends, Setup settings) =>
        new(id, 0, [new Period(Guid.CreateVersion7(), day, ends, settings)], null);

    internal bool HoldsOn(DateOnly day) => On(day) is not null;

    /// <summary>What it was on a day; null where it was not yet, or no more.</summary>
    internal Setup? On(DateOnly day) => Periods.FirstOrDefault(period => period.HoldsOn(day))?.Settings;

    /// <summary>The same with other settings from a day on, until the next change that is entered already.</summary>
    internal OrganisationLife ChangedFrom(DateOnly day, Func<Setup, Setup> change) => this with
    {
        Periods = [.. Periods.SelectMany(period => !period.HoldsOn(day) ? [period] : period.ChangedFrom(day, change))],
    };

    /// <summary>The same with every period from a day on changed, of the first one only the days from then.</summary>
    internal OrganisationLife ChangedForGood(DateOnly day, Func<Setup, Setup> change)
    {
        var changed = ChangedFrom(day, change);
        return changed with
        {
            Periods = [.. changed.Periods.Select(period =>
                period.ValidFrom > day ? period with { Settings = change(period.Settings) } : period)],
        };
    }

    /// <summary>The same, ended on a day. On its very first day: it never was.</summary>
    internal OrganisationLife EndedOn(DateOnly day, OrganisationId? successor) => this with
    {
        Periods = [.. Periods.Where(period => period.ValidFrom < day || period == Periods[0])
            .Select(period => period.ValidTo is null || period.ValidTo > day ? period with { ValidTo = day } : period)],
        Successor = successor,
    };

    /// <summary>What one organisation is from one day to another.</summary>
    internal sealed record Period(Guid Id, DateOnly ValidFrom, DateOnly? ValidTo, Setup Settings)
    {
        internal bool HoldsOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day < ValidTo);

        internal IEnumerable<Period> ChangedFrom(DateOnly day, Func<Setup, Setup> change) => ValidFrom == day
            ? [this with { Settings = change(Settings) }]
            : [this with { ValidTo = day }, new Period(Guid.CreateVersion7(), day, ValidTo, change(Settings))];
    }

    /// <summary>What is known of an organisation for some days.</summary>
    /// <param name="Code">A stable word, one organisation's at a time.</param>
    /// <param name="Name">Its full name.</param>
    /// <param name="ShortName">How people call it; null where the name is short.</param>
    /// <param name="Kind">What kind of unit it is.</param>
    /// <param name="Parent">Whose part it is.</param>
    /// <param name="Area">The code of its area; null for the whole city.</param>
    /// <param name="Source">Where this is known from.</param>
    /// <param name="Confidence">How sure it is.</param>
    /// <param name="Note">Anything worth knowing.</param>
    /// <param name="Demonstration">What of it is no fact but made up to show the system.</param>
    internal sealed record Setup(
        string Code, string Name, string? ShortName, OrganisationKind Kind, OrganisationId? Parent, string? Area,
        string? Source, string? Confidence, string? Note, string? Demonstration);
}
