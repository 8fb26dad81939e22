using System.Net;
using System.Text.Json.Nodes;

namespace ContactCenter.Conformance.Checks;

/// <summary>What a check works with.</summary>
internal sealed class Trial(Pbx pbx, CancellationToken cancellationToken)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    internal Pbx Pbx => pbx;

    internal CancellationToken Stop => cancellationToken;

    /// <summary>A call that no other check uses.</summary>
    internal static string NewCall() => $"conf-{Guid.CreateVersion7():N}";

    internal Task<Answer> PostAsync(JsonNode made) => pbx.PostAsync(made, cancellationToken);

    internal Task<Answer> SendAsync(Message message) => pbx.SendAsync(message, cancellationToken);

    internal Task<Answer> GetAsync(string path) => pbx.GetAsync(path, cancellationToken);

    /// <summary>Posts what must be answered with this status.</summary>
    internal async Task<JsonNode> ExpectAsync(JsonNode made, HttpStatusCode status) => Expect(await PostAsync(made), status);

    internal async Task<JsonNode> ExpectAsync(Message message, HttpStatusCode status) => Expect(await SendAsync(message), status);

    internal static JsonNode Expect(Answer answer, HttpStatusCode status) => answer.Status == status
        ? answer.Json
        : throw new CheckFailedException($"expected {(int)status}, was {answer}");

    internal static void Is(bool so, string what)
    {
        if (!so)
        {
            throw new CheckFailedException(what);
        }
    }

    /// <summary>Where the source stands.</summary>
    internal async Task<JsonNode> PositionAsync() => Expect(
        await GetAsync($"sources/{Uri.EscapeDataString(pbx.Source)}/position"), HttpStatusCode.OK);

    /// <summary>What was odd about an event, once everything of the source is applied.</summary>
    internal async Task<IReadOnlyList<string>> OdditiesAsync(JsonNode accepted)
    {
        await UntilAsync(async () => (long)(await PositionAsync())["pending"]! is 0, "every event is applied");
        var position = (long)accepted["position"]!;
        var page = Expect(
            await GetAsync($"events?source={Uri.EscapeDataString(pbx.Source)}&after={position - 1}"), HttpStatusCode.OK);
        var entry = page["events"]!.AsArray().FirstOrDefault(one => (long)one!["position"]! == position)
            ?? throw new CheckFailedException($"event {position} is not in the journal");
        return [.. entry["oddities"]!.AsArray().Select(one => (string)one!)];
    }

    /// <summary>Waits for something to become so.</summary>
    internal async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var began = pbx.Clock.GetTimestamp();
        while (!await condition())
        {
            if (pbx.Clock.GetElapsedTime(began) > Patience)
            {
                throw new CheckFailedException($"after {Patience.TotalSeconds} s still not so: {what}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), pbx.Clock, cancellationToken);
        }
    }
}
