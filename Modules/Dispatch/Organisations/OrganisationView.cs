using ContactCenter.Contracts.Dispatch;

namespace ContactCenter.Dispatch.Organisations;

/// <summary>An organisation as the API shows it: as it is on a day, or as it last was.</summary>
/// <param name="Id">Its identifier, the same through renames and moves.</param>
/// <param name="Version">To be named in a change.</param>
/// <param name="Code">A stable word.</param>
/// <param name="Name">Its full name.</param>
/// <param name="ShortName">How people call it.</param>
/// <param name="Kind">What kind of unit it is.</param>
/// <param name="Parent">Whose part it is.</param>
/// <param name="Area">The code of its area; null for the whole city.</param>
/// <param name="Level">1 for 一级承办单位.</param>
/// <param name="ValidFrom">The first day it is as shown.</param>
/// <param name="ValidTo">The first day it no longer is.</param>
/// <param name="Ends">The first day it is no more at all.</param>
/// <param name="Successor">Who carries on.</param>
/// <param name="Source">Where this is known from.</param>
/// <param name="Confidence">How sure it is.</param>
/// <param name="Note">Anything worth knowing.</param>
/// <param name="Demonstration">What of it is made up.</param>
internal sealed record OrganisationView(
    OrganisationId Id, int Version, string Code, string Name, string? ShortName, OrganisationKind Kind, OrganisationId? Parent,
    string? Area, int Level, DateOnly ValidFrom, DateOnly? ValidTo, DateOnly? Ends, OrganisationId? Successor, string? Source,
    string? Confidence, string? Note, string? Demonstration)
{
    /// <summary>The organisation on the tree's day; as it last was where it has ended, as it will begin where it has not begun.</summary>
    internal static OrganisationView Of(OrganisationLife life, OrganisationTree tree)
    {
        var period = life.Periods.LastOrDefault(one => one.ValidFrom <= tree.Day) ?? life.Periods[0];
        var set = period.Settings;
        return new OrganisationView(
            life.Id, life.Version, set.Code, set.Name, set.ShortName, set.Kind, set.Parent, set.Area, tree.Find(life.Id)?.Level ?? 0,
            period.ValidFrom, period.ValidTo, life.Ends, life.Successor, set.Source, set.Confidence, set.Note, set.Demonstration);
    }
}
