using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace ContactCenter.Conformance.Checks;

/// <summary>Whatever is sent gets a documented answer, never 500.</summary>
internal static class BodyChecks
{
    internal static IReadOnlyList<Check> All { get; } =
    [
        new("a body over 256 kB is refused (413)", trial =>
            trial.ExpectAsync(Raw(new string(' ', 256 * 1024) + "{}"), HttpStatusCode.RequestEntityTooLarge)),
        new("a body of 10 MB is refused (413)", trial =>
            trial.ExpectAsync(Raw(new string(' ', 10 << 20)), HttpStatusCode.RequestEntityTooLarge)),
        new("a body over 256 kB in chunks is refused (413)", trial =>
            trial.ExpectAsync(Raw(new string(' ', 300_000)) with { IsChunked = true }, HttpStatusCode.RequestEntityTooLarge)),
        new("a good event in chunks is accepted (202)", trial =>
            trial.ExpectAsync(Of(trial.Pbx.Event("source.note")) with { IsChunked = true }, HttpStatusCode.Accepted)),
        new("an empty body is refused (400)", trial => trial.ExpectAsync(Raw(""), HttpStatusCode.BadRequest)),
        new("no JSON is refused (400)", trial => trial.ExpectAsync(Raw("{\"specversion\":"), HttpStatusCode.BadRequest)),
        new("JSON that is no object is refused (400)", trial => trial.ExpectAsync(Raw("42"), HttpStatusCode.BadRequest)),
        new("something after the JSON is refused (400)", trial =>
            trial.ExpectAsync(Raw($"{trial.Pbx.Event("source.note").ToJsonString()} x"), HttpStatusCode.BadRequest)),
        new("broken UTF-8 is refused (400)", trial => trial.ExpectAsync(
            new Message("events", [.. Encoding.UTF8.GetBytes("{\"id\":\""), 0xC3, 0x28, (byte)'"', (byte)'}']), HttpStatusCode.BadRequest)),
        new("half a surrogate pair is refused (400)", trial =>
            trial.ExpectAsync(Raw(Changed(trial, "id", "\"\\ud800\"")), HttpStatusCode.BadRequest)),
        new("JSON of great depth is refused (400)", trial => trial.ExpectAsync(
            Raw(Changed(trial, "deep", new string('[', 5_000) + new string(']', 5_000))), HttpStatusCode.BadRequest)),
        new("an attribute said twice is refused (400)", trial =>
            trial.ExpectAsync(Raw(Changed(trial, "id", "\"a\",\"id\":\"b\"")), HttpStatusCode.BadRequest)),
        new("another content type is refused (400)", trial =>
            trial.ExpectAsync(Of(trial.Pbx.Event("source.note")) with { ContentType = "text/plain" }, HttpStatusCode.BadRequest)),
        new("a missing attribute is refused (400)", async trial =>
        {
            foreach (var attribute in new[] { "specversion", "id", "source", "type", "time", "sequence", "epoch" })
            {
                var made = trial.Pbx.Event("source.note");
                made.Remove(attribute);
                Trial.Is(
                    (await trial.PostAsync(made)).Status is HttpStatusCode.BadRequest, $"an event without {attribute} is not refused");
            }
        }),
        new("attributes of the wrong kind are refused (400)", async trial =>
        {
            foreach (var (attribute, value) in new[]
            {
                ("id", "5"), ("source", "null"), ("type", "[]"), ("time", "\"yesterday\""), ("time", "\"2026-01-01T00:00:00\""),
                ("sequence", "\"x\""), ("sequence", "-1"), ("epoch", "{}"), ("callseq", "0"), ("callseq", "99999999999"),
                ("specversion", "\"2.0\""),
            })
            {
                var answer = await trial.SendAsync(Raw(Changed(trial, attribute, value)));
                Trial.Is(answer.Status is HttpStatusCode.BadRequest, $"{attribute}: {value} is answered {answer}");
            }
        }),
        new("an event without sense is quarantined (422)", trial =>
            trial.ExpectAsync(trial.Pbx.Event("call.leg.state_changed", new JsonObject { ["state"] = "answered" }),
                HttpStatusCode.UnprocessableEntity)),
        new("an event of another source is quarantined (422)", async trial =>
        {
            var made = trial.Pbx.Event("source.note");
            made["source"] = "somebody-else";
            await trial.ExpectAsync(made, HttpStatusCode.UnprocessableEntity);
        }),
        new("a NUL character in a name is quarantined (422)", async trial =>
        {
            await trial.ExpectAsync(Raw(Changed(trial, "id", "\"a\\u0000b\"")), HttpStatusCode.UnprocessableEntity);
            await trial.ExpectAsync(trial.Pbx.Leg("call\0", "leg", "answered", 1), HttpStatusCode.UnprocessableEntity);
        }),
        new("a NUL character elsewhere is kept (202)", trial => trial.ExpectAsync(
            trial.Pbx.Event("source.note", new JsonObject { ["text"] = "a\0b" }), HttpStatusCode.Accepted)),
        new("SQL in every string is only text", async trial =>
        {
            const string Sql = "x'; drop table telephony.inbox; --";
            var made = trial.Pbx.Event(Sql, new JsonObject { ["callId"] = Sql, ["legId"] = Sql, ["state"] = Sql });
            made["id"] = $"{Sql}{made["id"]}";
            made["subject"] = Sql;
            await trial.ExpectAsync(made, HttpStatusCode.Accepted);
            await trial.ExpectAsync(made, HttpStatusCode.OK);
            var call = $"{Sql}{Trial.NewCall()}";
            var arrived = await trial.ExpectAsync(trial.Pbx.Arrival(call, 1, dialled: Sql), HttpStatusCode.Accepted);
            await trial.ExpectAsync(trial.Pbx.End(call, 2), HttpStatusCode.Accepted);
            Trial.Is(!(await trial.OdditiesAsync(arrived)).Contains("failed"), "the call could not be applied");
        }),
    ];

    private static Message Raw(string body) => new("events", Encoding.UTF8.GetBytes(body));

    private static Message Of(JsonObject made) => new("events", Pbx.Bytes(made));

    /// <summary>An event with one attribute as this piece of JSON has it.</summary>
    private static string Changed(Trial trial, string attribute, string json)
    {
        var made = trial.Pbx.Event("source.note");
        made.Remove(attribute);
        return $"{made.ToJsonString()[..^1]},\"{attribute}\":{json}}}";
    }
}
