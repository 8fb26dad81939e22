using System.Net;
using System.Text.Json.Nodes;

namespace ContactCenter.Conformance.Checks;

/// <summary>A call's events are applied in its own order, whatever order they come in.</summary>
internal static class OrderChecks
{
    internal static IReadOnlyList<Check> All { get; } =
    [
        new("reordered events are put in order", async trial =>
        {
            var call = Trial.NewCall();
            JsonObject[] made =
                [trial.Pbx.Arrival(call, 1), trial.Pbx.Leg(call, $"{call}-citizen", "queued", 2), trial.Pbx.End(call, 3)];
            var accepted = new List<JsonNode>();
            foreach (var one in (JsonObject[])[made[2], made[0], made[1]])
            {
                accepted.Add(await trial.ExpectAsync(one, HttpStatusCode.Accepted));
            }

            foreach (var one in accepted)
            {
                var odd = await trial.OdditiesAsync(one);
                Trial.Is(odd.Count is 0, $"an event that only came early or late is {string.Join(", ", odd)}");
            }
        }),
        new("a missing event is waited for, then gone over, and a snapshot is asked for", async trial =>
        {
            var call = Trial.NewCall();
            await trial.ExpectAsync(trial.Pbx.Arrival(call, 1), HttpStatusCode.Accepted);
            var after = await trial.ExpectAsync(trial.Pbx.End(call, 3), HttpStatusCode.Accepted);
            Trial.Is((await trial.OdditiesAsync(after)).Contains("gap"), "the event after the gap is not marked");
            Trial.Is((bool)(await trial.PositionAsync())["snapshotWanted"]!, "no snapshot is asked for");
        }),
        new("an event that comes too late is kept and not applied", async trial =>
        {
            var call = Trial.NewCall();
            await trial.ExpectAsync(trial.Pbx.Arrival(call, 1), HttpStatusCode.Accepted);
            var applied = await trial.ExpectAsync(trial.Pbx.Leg(call, $"{call}-citizen", "queued", 2), HttpStatusCode.Accepted);
            await trial.OdditiesAsync(applied);
            var late = await trial.ExpectAsync(trial.Pbx.Leg(call, $"{call}-citizen", "held", 2), HttpStatusCode.Accepted);
            Trial.Is((await trial.OdditiesAsync(late)).Contains("late"), "it is not marked as late");
            await trial.ExpectAsync(trial.Pbx.End(call, 3), HttpStatusCode.Accepted);
        }),
        new("nothing brings an ended call back", async trial =>
        {
            var call = Trial.NewCall();
            await trial.ExpectAsync(trial.Pbx.Arrival(call, 1), HttpStatusCode.Accepted);
            await trial.ExpectAsync(trial.Pbx.End(call, 2), HttpStatusCode.Accepted);
            var revival = await trial.ExpectAsync(trial.Pbx.Leg(call, $"{call}-citizen", "answered", 3), HttpStatusCode.Accepted);
            Trial.Is((await trial.OdditiesAsync(revival)).Contains("revival"), "it is not marked as a revival");
        }),
        new("one call's gap holds up no other call", async trial =>
        {
            var (held, free) = (Trial.NewCall(), Trial.NewCall());
            await trial.ExpectAsync(trial.Pbx.Arrival(held, 1), HttpStatusCode.Accepted);
            var waiting = await trial.ExpectAsync(trial.Pbx.End(held, 3), HttpStatusCode.Accepted);
            await trial.ExpectAsync(trial.Pbx.Arrival(free, 1), HttpStatusCode.Accepted);
            var other = await trial.ExpectAsync(trial.Pbx.End(free, 2), HttpStatusCode.Accepted);
            Trial.Is((await trial.OdditiesAsync(other)).Count is 0, "the other call is marked");
            Trial.Is((await trial.OdditiesAsync(waiting)).Contains("gap"), "the held call is not marked");
        }),
        new("a call whose events have no count is taken as it comes", async trial =>
        {
            var call = Trial.NewCall();
            await trial.ExpectAsync(trial.Pbx.Arrival(call), HttpStatusCode.Accepted);
            var end = await trial.ExpectAsync(trial.Pbx.End(call), HttpStatusCode.Accepted);
            Trial.Is((await trial.OdditiesAsync(end)).Count is 0, "its end is marked");
        }),
    ];
}
