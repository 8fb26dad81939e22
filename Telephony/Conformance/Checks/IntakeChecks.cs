using System.Net;
using System.Text.Json.Nodes;

namespace ContactCenter.Conformance.Checks;

/// <summary>Durable, idempotent, and honest about each event of a batch.</summary>
internal static class IntakeChecks
{
    internal static IReadOnlyList<Check> All { get; } =
    [
        new("a good event is accepted (202) and is in the journal", async trial =>
        {
            var made = trial.Pbx.Event("source.note");
            var accepted = await trial.ExpectAsync(made, HttpStatusCode.Accepted);
            var page = Trial.Expect(
                await trial.GetAsync($"events?source={Uri.EscapeDataString(trial.Pbx.Source)}&after={(long)accepted["position"]! - 1}"),
                HttpStatusCode.OK);
            Trial.Is(
                page["events"]!.AsArray().Any(one => (string?)one!["event"]!["id"] == (string?)made["id"]),
                "the journal does not replay the accepted event");
        }),
        new("the same event again is a duplicate (200)", async trial =>
        {
            var made = trial.Pbx.Event("source.note");
            var first = await trial.ExpectAsync(made, HttpStatusCode.Accepted);
            var second = await trial.ExpectAsync(made, HttpStatusCode.OK);
            Trial.Is((string?)second["result"] == "duplicate", "the result is not \"duplicate\"");
            Trial.Is((long)first["position"]! == (long)second["position"]!, "the position differs");
        }),
        new("the same id with other content is refused (409)", async trial =>
        {
            var made = trial.Pbx.Event("source.note");
            await trial.ExpectAsync(made, HttpStatusCode.Accepted);
            made["subject"] = "changed";
            await trial.ExpectAsync(made, HttpStatusCode.Conflict);
        }),
        new("many copies at once are accepted once", async trial =>
        {
            var made = trial.Pbx.Event("source.note");
            var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => trial.PostAsync(made)));
            Trial.Is(answers.Count(one => one.Status is HttpStatusCode.Accepted) is 1, "not exactly one was accepted");
            Trial.Is(answers.Count(one => one.Status is HttpStatusCode.OK) is 15, "not all others were duplicates");
        }),
        new("a batch of new events is accepted (202) with a result for each", async trial =>
        {
            var results = await trial.ExpectAsync(Many(trial, 200), HttpStatusCode.Accepted);
            Trial.Is(results["results"]!.AsArray().Count is 200, "there are not 200 results");
        }),
        new("the same batch again is a duplicate (200)", async trial =>
        {
            var made = Many(trial, 3);
            await trial.ExpectAsync(made, HttpStatusCode.Accepted);
            await trial.ExpectAsync(made, HttpStatusCode.OK);
        }),
        new("a mixed batch says what became of each event (207)", async trial =>
        {
            var known = trial.Pbx.Event("source.note");
            await trial.ExpectAsync(known, HttpStatusCode.Accepted);
            var broken = trial.Pbx.Event("source.note");
            broken.Remove("time");
            var results = await trial.ExpectAsync(
                new JsonArray(trial.Pbx.Event("source.note"), known.DeepClone(), broken, trial.Pbx.Event("source.note")),
                HttpStatusCode.MultiStatus);
            var statuses = results["results"]!.AsArray().Select(one => (int)one!["status"]!);
            Trial.Is(statuses.SequenceEqual([202, 200, 400, 202]), $"the statuses are {string.Join(", ", statuses)}");
        }),
        new("a batch of more than 200 is refused (400)", trial =>
            trial.ExpectAsync(Many(trial, 201), HttpStatusCode.BadRequest)),
        new("an empty batch is refused (400)", trial => trial.ExpectAsync(new JsonArray(), HttpStatusCode.BadRequest)),
        new("an unknown type is accepted, kept and counted", async trial =>
        {
            var accepted = await trial.ExpectAsync(
                trial.Pbx.Event("vendor.coffee.ready", new JsonObject { ["cups"] = new JsonArray(1, "two") }), HttpStatusCode.Accepted);
            Trial.Is((await trial.OdditiesAsync(accepted)).Contains("unknown_type"), "it is not counted as unknown_type");
        }),
        new("unknown attributes and data are kept", async trial =>
        {
            var made = trial.Pbx.Event("source.note", new JsonObject { ["later"] = "数据" });
            made["vendorextension"] = "x";
            var accepted = await trial.ExpectAsync(made, HttpStatusCode.Accepted);
            var page = Trial.Expect(
                await trial.GetAsync($"events?source={Uri.EscapeDataString(trial.Pbx.Source)}&after={(long)accepted["position"]! - 1}"),
                HttpStatusCode.OK);
            var kept = page["events"]![0]!["event"]!;
            Trial.Is(JsonNode.DeepEquals(kept, made), $"it was kept as {kept.ToJsonString()}");
        }),
    ];

    private static JsonArray Many(Trial trial, int count) =>
        new([.. Enumerable.Range(0, count).Select(_ => (JsonNode)trial.Pbx.Event("source.note"))]);
}
