using ContactCenter.Contracts.Dispatch;

namespace ContactCenter.Dispatch.Organisations;

/// <summary>An organisation as it is on one day.</summary>
/// <param name="Id">Its identifier, the same through renames and moves.</param>
/// <param name="Code">A stable word, e.g. <c>market-regulation</c>.</param>
/// <param name="Name">Its name on that day.</param>
/// <param name="Kind">What kind of unit it is.</param>
/// <param name="Parent">Whose part it is; null where it stands by itself.</param>
/// <param name="Area">The code of the area it is there for; null for the whole city.</param>
/// <param name="Level">1 for 一级承办单位, 2 for one below it, and so on.</param>
/// <param name="ValidFrom">The first day it was as it is.</param>
/// <param name="ValidTo">The first day it no longer is; null until further notice.</param>
/// <param name="Successor">Who carries on after it, once that is known.</param>
internal sealed record Organisation(
    OrganisationId Id, string Code, string Name, OrganisationKind Kind, OrganisationId? Parent, string? Area, int Level,
    DateOnly ValidFrom, DateOnly? ValidTo, OrganisationId? Successor);
