using System.Net;
using System.Text.Json.Nodes;

namespace ContactCenter.Conformance.Checks;

/// <summary>Heartbeats, clocks, positions and snapshots.</summary>
internal static class SourceChecks
{
    internal static IReadOnlyList<Check> All { get; } =
    [
        new("a heartbeat is answered (200) and the source is up", async trial =>
        {
            await trial.ExpectAsync(Heartbeat(trial, trial.Pbx.Clock.GetUtcNow()), HttpStatusCode.OK);
            await trial.UntilAsync(
                async () => (string?)(await trial.PositionAsync())["state"] == "up", "the source is up");
        }),
        new("a heartbeat event is accepted (202)", trial =>
            trial.ExpectAsync(trial.Pbx.Event("source.heartbeat"), HttpStatusCode.Accepted)),
        new("a clock that is an hour ahead is measured, and its events are accepted", async trial =>
        {
            var answer = await trial.ExpectAsync(
                Heartbeat(trial, trial.Pbx.Clock.GetUtcNow().AddHours(1)), HttpStatusCode.OK);
            Trial.Is((int)answer["skewMilliseconds"]! is < -3_500_000 and > -3_700_000, $"the skew is {answer["skewMilliseconds"]}");
            var made = trial.Pbx.Event("source.note");
            made["time"] = trial.Pbx.Clock.GetUtcNow().AddHours(1).ToString("O");
            await trial.ExpectAsync(made, HttpStatusCode.Accepted);
            for (var beat = 0; beat < 80; beat++)
            {
                // A clock that came right is believed slowly; the way here must not leave it wrong for the checks that follow.
                await trial.ExpectAsync(Heartbeat(trial, trial.Pbx.Clock.GetUtcNow()), HttpStatusCode.OK);
            }
        }),
        new("the position tells how far events were received, and how many are missing", async trial =>
        {
            await trial.ExpectAsync(trial.Pbx.Event("source.note"), HttpStatusCode.Accepted);
            var skipped = trial.Pbx.Event("source.note");
            var last = trial.Pbx.Event("source.note");
            await trial.ExpectAsync(last, HttpStatusCode.Accepted);
            var before = await trial.PositionAsync();
            Trial.Is((string?)before["epoch"] == trial.Pbx.Epoch, $"the epoch is {before["epoch"]}");
            Trial.Is((long)before["highest"]! == long.Parse((string)last["sequence"]!, System.Globalization.CultureInfo.InvariantCulture), $"the highest is {before["highest"]}");
            await trial.ExpectAsync(skipped, HttpStatusCode.Accepted);
            var after = await trial.PositionAsync();
            Trial.Is((long)after["missing"]! == (long)before["missing"]! - 1, "the missing one is not counted when it comes");
        }),
        new("a snapshot is accepted (202) and ends the asking for one", async trial =>
        {
            await trial.ExpectAsync(Snapshot(trial, new JsonArray()), HttpStatusCode.Accepted);
            await trial.UntilAsync(
                async () => !(bool)(await trial.PositionAsync())["snapshotWanted"]!, "no snapshot is wanted any more");
        }),
        new("an older snapshot does not undo a newer one", async trial =>
        {
            await trial.ExpectAsync(Snapshot(trial, new JsonArray()), HttpStatusCode.Accepted);
            var old = trial.Pbx.Event("source.snapshot", new JsonObject { ["calls"] = new JsonArray() });
            old["time"] = trial.Pbx.Clock.GetUtcNow().AddSeconds(-1.5).ToString("O");
            var accepted = await trial.ExpectAsync(new Message("snapshots", Pbx.Bytes(old)), HttpStatusCode.Accepted);
            Trial.Is((await trial.OdditiesAsync(accepted)).Contains("late"), "it is not marked as late");
        }),
        new("a snapshot without a list of calls is quarantined (422)", trial => trial.ExpectAsync(
            new Message("snapshots", Pbx.Bytes(trial.Pbx.Event("source.snapshot", new JsonObject()))), HttpStatusCode.UnprocessableEntity)),
        new("another event is no snapshot (400)", trial => trial.ExpectAsync(
            new Message("snapshots", Pbx.Bytes(trial.Pbx.Event("source.note"))), HttpStatusCode.BadRequest)),
    ];

    private static Message Heartbeat(Trial trial, DateTimeOffset time) => new(
        $"sources/{Uri.EscapeDataString(trial.Pbx.Source)}/heartbeat",
        Pbx.Bytes(new JsonObject { ["time"] = time.ToString("O") }))
    {
        ContentType = "application/json",
    };

    private static Message Snapshot(Trial trial, JsonArray calls) => new(
        "snapshots", Pbx.Bytes(trial.Pbx.Event("source.snapshot", new JsonObject { ["calls"] = calls })));
}
