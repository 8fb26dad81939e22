using System.Net;
using System.Text.Json.Nodes;

namespace ContactCenter.Conformance.Checks;

/// <summary>
/// Recorded calls, one a file. In them <c>{call}</c> stands for the call and the rest of an event is filled in, so that each
/// plays as often as wanted.
/// </summary>
internal static class Corpus
{
    // What may be odd about an event that nothing is wrong with: nobody ordered the agents' legs of a recording.
    private static readonly string[] Bearable = ["anomaly"];

    internal static IReadOnlyList<Check> All { get; } =
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus"), "*.json").Order(StringComparer.Ordinal)
            .Select(file => new Check(
                $"recorded: {Path.GetFileNameWithoutExtension(file).Replace('-', ' ')}", trial => PlayAsync(trial, file))),
    ];

    private static async Task PlayAsync(Trial trial, string file)
    {
        var call = Trial.NewCall();
        var text = (await File.ReadAllTextAsync(file, trial.Stop)).Replace("{call}", call, StringComparison.Ordinal);
        var accepted = new List<JsonNode>();
        foreach (var recorded in JsonNode.Parse(text)!.AsArray())
        {
            var made = trial.Pbx.Event(
                (string)recorded!["type"]!, recorded["data"]!.DeepClone().AsObject(), accepted.Count + 1);
            accepted.Add(await trial.ExpectAsync(made, HttpStatusCode.Accepted));
        }

        foreach (var one in accepted)
        {
            var odd = (await trial.OdditiesAsync(one)).Except(Bearable);
            Trial.Is(!odd.Any(), $"event {one["position"]} is {string.Join(", ", odd)}");
        }
    }
}
