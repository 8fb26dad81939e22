using System.Text.Json;
using System.Text.Json.Nodes;
using ContactCenter.Platform;

namespace ContactCenter.Dispatch.Organisations;

/// <summary>What a change made different, told by field and day: for the history, the audit and whoever came too late.</summary>
internal static class LifeChanges
{
    internal static IReadOnlyList<FieldChange> Between(OrganisationLife? before, OrganisationLife after)
    {
        if (before is null)
        {
            return [];
        }

        return
        [
            .. after.Periods
                .Where(period => period.ValidTo is null || period.ValidFrom < period.ValidTo)
                .SelectMany(period => Fields(period.ValidFrom, before.On(period.ValidFrom), period.Settings)),
            .. Field(null, "validFrom", before.Begins, after.Begins),
            .. Field(null, "validTo", before.Ends, after.Ends),
            .. Field(null, "successor", before.Successor, after.Successor),
        ];
    }

    private static IEnumerable<FieldChange> Fields(DateOnly day, OrganisationLife.Setup? before, OrganisationLife.Setup after)
    {
        var (old, now) = (Node(before)?.AsObject(), Node(after)!.AsObject());
        return now.SelectMany(field => Compared(day, field.Key, old?[field.Key], field.Value));
    }

    private static IEnumerable<FieldChange> Field<T>(DateOnly? day, string name, T before, T after) =>
        Compared(day, name, Node(before), Node(after));

    private static IEnumerable<FieldChange> Compared(DateOnly? day, string name, JsonNode? before, JsonNode? after) =>
        JsonNode.DeepEquals(before, after) ? [] : [new FieldChange(name, day, before?.DeepClone(), after?.DeepClone())];

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Json.Options);

    /// <param name="Field">The field, named as in an organisation's JSON.</param>
    /// <param name="From">The day from which it is different; null for what is not of one day.</param>
    /// <param name="Before">What it was.</param>
    /// <param name="After">What it is.</param>
    internal sealed record FieldChange(string Field, DateOnly? From, JsonNode? Before, JsonNode? After);
}
