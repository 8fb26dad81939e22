using System.Net;
using System.Security.Cryptography;

namespace ContactCenter.Conformance.Checks;

/// <summary>Nothing unsigned, forged or stale gets in, and a replay changes nothing.</summary>
internal static class SignatureChecks
{
    internal static IReadOnlyList<Check> All { get; } =
    [
        new("an unsigned event is refused (401)", trial =>
            trial.ExpectAsync(Good(trial) with { IsSigned = false }, HttpStatusCode.Unauthorized)),
        new("an event signed with another key is refused (401)", trial =>
            trial.ExpectAsync(Good(trial) with { Key = RandomNumberGenerator.GetBytes(32) }, HttpStatusCode.Unauthorized)),
        new("an event changed on its way is refused (401)", trial =>
            trial.ExpectAsync(Good(trial) with { SignedBody = Pbx.Bytes(trial.Pbx.Event("source.note")) }, HttpStatusCode.Unauthorized)),
        new("an event under another source's name is refused (401)", trial =>
            trial.ExpectAsync(Good(trial) with { Source = "nobody" }, HttpStatusCode.Unauthorized)),
        new("nonsense for a signature is refused (401)", async trial =>
        {
            foreach (var signature in new[] { "x", "v1,", "v1,!!!!", "v2,AAAA", $"v1,{new string('A', 5_000)}", "v1,AAAA v1,BBBB" })
            {
                await trial.ExpectAsync(Good(trial) with { Signature = signature }, HttpStatusCode.Unauthorized);
            }
        }),
        new("a timestamp six minutes old is refused (401)", trial =>
            trial.ExpectAsync(Good(trial) with { At = trial.Pbx.Clock.GetUtcNow().AddMinutes(-6) }, HttpStatusCode.Unauthorized)),
        new("a timestamp six minutes ahead is refused (401)", trial =>
            trial.ExpectAsync(Good(trial) with { At = trial.Pbx.Clock.GetUtcNow().AddMinutes(6) }, HttpStatusCode.Unauthorized)),
        new("a timestamp four minutes off is accepted (202)", trial =>
            trial.ExpectAsync(Good(trial) with { At = trial.Pbx.Clock.GetUtcNow().AddMinutes(-4) }, HttpStatusCode.Accepted)),
        new("one good signature among two is enough (202), as while keys change", async trial =>
        {
            var good = Good(trial) with { Id = "msg_rotation", At = trial.Pbx.Clock.GetUtcNow() };
            var timestamp = $"{good.At!.Value.ToUnixTimeSeconds()}";
            var other = Pbx.Sign(RandomNumberGenerator.GetBytes(32), good.Id!, timestamp, good.Body!);
            var ours = Pbx.Sign(trial.Pbx.Key, good.Id!, timestamp, good.Body!);
            await trial.ExpectAsync(good with { Signature = $"{other} {ours}" }, HttpStatusCode.Accepted);
        }),
        new("a replayed request changes nothing (200)", async trial =>
        {
            var good = Good(trial) with { Id = "msg_replayed", At = trial.Pbx.Clock.GetUtcNow() };
            var first = await trial.ExpectAsync(good, HttpStatusCode.Accepted);
            var second = await trial.ExpectAsync(good, HttpStatusCode.OK);
            Trial.Is((long)first["position"]! == (long)second["position"]!, "the replay has another position");
        }),
        new("an unsigned question is refused (401)", trial => trial.ExpectAsync(
            new Message($"events?source={Uri.EscapeDataString(trial.Pbx.Source)}", null) { IsSigned = false },
            HttpStatusCode.Unauthorized)),
        new("a question about another source is refused (403)", trial =>
            trial.ExpectAsync(new Message("events?source=somebody-else", null), HttpStatusCode.Forbidden)),
    ];

    private static Message Good(Trial trial) => new("events", Pbx.Bytes(trial.Pbx.Event("source.note")));
}
