using System.Net;
using System.Text.Json.Nodes;

namespace ContactCenter.Conformance.Checks;

/// <summary>What the PBX is told to do, and what it says of it. A source with a callback gets its commands there instead.</summary>
internal static class CommandChecks
{
    internal static IReadOnlyList<Check> All { get; } =
    [
        new("an arrived call gets commands, in order, until they are confirmed", async trial =>
        {
            var call = Trial.NewCall();
            await trial.ExpectAsync(trial.Pbx.Arrival(call, 1), HttpStatusCode.Accepted);
            var (commands, next) = await OfAsync(trial, call, 0);
            Trial.Is(commands.All(one => ((string?)one["type"])!.StartsWith("command.", StringComparison.Ordinal)), "a type is wrong");
            Trial.Is(commands.All(one => Guid.TryParse((string?)one["id"], out _)), "an id is no UUID");

            var again = await OfAsync(trial, call, 0);
            Trial.Is(
                commands.Select(Id).SequenceEqual(again.Commands.Take(commands.Count).Select(Id)),
                "unconfirmed commands do not come again");
            var confirmed = await trial.GetAsync($"commands?source={Uri.EscapeDataString(trial.Pbx.Source)}&after={next}&wait=0");
            var later = Trial.Expect(confirmed, HttpStatusCode.OK)["commands"]!.AsArray().Select(one => Id(one!));
            Trial.Is(!later.Intersect(commands.Select(Id)).Any(), "confirmed commands come again");
            await trial.ExpectAsync(trial.Pbx.End(call, 2), HttpStatusCode.Accepted);
        }),
        new("a command's result is accepted (202), also twice", async trial =>
        {
            var call = Trial.NewCall();
            await trial.ExpectAsync(trial.Pbx.Arrival(call, 1), HttpStatusCode.Accepted);
            var (commands, _) = await OfAsync(trial, call, 0);
            foreach (var _ in Enumerable.Range(0, 2))
            {
                await trial.ExpectAsync(Result(Id(commands[0]), "failed"), HttpStatusCode.Accepted);
            }

            await trial.ExpectAsync(trial.Pbx.End(call, 2), HttpStatusCode.Accepted);
        }),
        new("the result of an unknown command is refused (404)", trial =>
            trial.ExpectAsync(Result(Guid.CreateVersion7().ToString(), "done"), HttpStatusCode.NotFound)),
        new("a result without sense is refused (400)", trial =>
            trial.ExpectAsync(Result(Guid.CreateVersion7().ToString(), "perhaps"), HttpStatusCode.BadRequest)),
    ];

    /// <summary>The commands for a call, polling for them.</summary>
    private static async Task<(IReadOnlyList<JsonNode> Commands, long Next)> OfAsync(Trial trial, string call, long after)
    {
        IReadOnlyList<JsonNode> found = [];
        var next = 0L;
        await trial.UntilAsync(
            async () =>
            {
                var page = Trial.Expect(
                    await trial.GetAsync($"commands?source={Uri.EscapeDataString(trial.Pbx.Source)}&after={after}&wait=1"),
                    HttpStatusCode.OK);
                found = [.. page["commands"]!.AsArray().OfType<JsonNode>().Where(one => (string?)one["data"]!["callId"] == call)];
                next = (long)page["next"]!;
                return found.Count > 0;
            },
            "there are commands for the call");
        return (found, next);
    }

    private static string Id(JsonNode command) => (string)command["id"]!;

    private static Message Result(string id, string outcome) => new(
        $"commands/{id}/result", Pbx.Bytes(new JsonObject { ["outcome"] = outcome, ["reason"] = "refused" }))
    {
        ContentType = "application/json",
    };
}
