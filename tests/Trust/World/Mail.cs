using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ContactCenter.Trust.History;

namespace ContactCenter.Trust.World;

/// <summary>
/// Takes the PBX's words to the hosts as a PBX does over a bad network: to whichever host, again until one says that it has
/// them, some twice, some late, some before the ones they follow.
/// </summary>
internal sealed class Mail(RunPlan plan, Fleet fleet, Signing signing) : IDisposable
{
    private const string Single = "application/cloudevents+json";

    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(60);

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(8) };
    private readonly ConcurrentQueue<Telling> told = new();
    private readonly ConcurrentDictionary<Task, bool> underway = new();
    private readonly ConcurrentQueue<string> faults = new();

    internal IReadOnlyList<ToldEvent> Told => [.. told.Select(one => one.ToEvidence())];

    /// <summary>Answers that an honest PBX must never get.</summary>
    internal IReadOnlyList<string> Faults => [.. faults];

    internal bool IsEmpty => underway.IsEmpty;

    /// <summary>Tells an event of a call; the caller holds the call's lock, so that events are handed over in their order.</summary>
    internal void Tell(PbxCall call, string id, string what, string? leg, JsonObject body)
    {
        var dice = plan.DiceOf($"mail:{id}");
        var mood = dice.Percent(78) ? "patient" : dice.Percent(60) ? "hasty" : dice.Percent(85) ? "delayed" : "late";
        var telling = new Telling(id, call.Name, what, leg, mood);
        told.Enqueue(telling);
        var text = body.ToJsonString();
        var before = call.Told;
        switch (mood)
        {
            case "patient":
                call.Told = Run(() => DeliverAsync(telling, text, "events", dice, before, TimeSpan.Zero));
                break;
            case "hasty":
                call.Told = Task.WhenAll(before, Run(() => DeliverAsync(telling, text, "events", dice, Task.CompletedTask, TimeSpan.Zero)));
                break;
            default:
                var delay = mood == "late" ? dice.Milliseconds(2200, 3500) : dice.Milliseconds(50, 700);
                Run(() => DeliverAsync(telling, text, "events", dice, Task.CompletedTask, delay));
                break;
        }
    }

    /// <summary>Tells what the PBX says of itself: snapshots.</summary>
    internal Task TellSnapshotAsync(string id, JsonObject body)
    {
        var telling = new Telling(id, "", "snapshot", null, "patient");
        told.Enqueue(telling);
        return Run(() => DeliverAsync(
            telling, body.ToJsonString(), "snapshots", plan.DiceOf($"mail:{id}"), Task.CompletedTask, TimeSpan.Zero));
    }

    /// <summary>Tells what became of a command.</summary>
    internal void TellResult(Guid command, string outcome, string? reason)
    {
        var dice = plan.DiceOf($"result:{command}");
        var text = new JsonObject { ["outcome"] = outcome, ["reason"] = reason }.ToJsonString();
        Run(() => RepeatAsync(
            $"commands/{command}/result", text, "application/json", $"result:{command}", dice, code => code is 202 or 404, null));
    }

    /// <summary>Asks once, at any host; null where no answer came.</summary>
    internal async Task<JsonNode?> AskAsync(HttpMethod method, string path, string body, Dice dice, CancellationToken cancellationToken)
    {
        try
        {
            using var request = signing.Request(
                method, new Uri(fleet.Pick(dice), $"api/telephony/v1/{path}"), Guid.CreateVersion7().ToString(), body,
                method == HttpMethod.Post ? "application/json" : null);
            using var answer = await http.SendAsync(request, cancellationToken);
            Look(answer, path);
            return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken)) : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    public void Dispose() => http.Dispose();

    private Task Run(Func<Task> work)
    {
        var task = Task.Run(work);
        underway[task] = true;
        _ = task.ContinueWith(done => underway.TryRemove(done, out _), TaskScheduler.Default);
        return task;
    }

    private async Task DeliverAsync(Telling telling, string text, string path, Dice dice, Task before, TimeSpan delay)
    {
        await before;
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay);
        }

        var twice = dice.Percent(6);
        var first = RepeatAsync(path, text, Single, telling.Id, dice, code => code is 200 or 202, telling);
        if (twice)
        {
            await Task.Delay(dice.Milliseconds(0, 60));
            await RepeatAsync(path, text, Single, telling.Id, dice, code => code is 200 or 202, telling);
        }

        await first;
    }

    private async Task RepeatAsync(
        string path, string text, string type, string id, Dice dice, Func<int, bool> isEnough, Telling? telling)
    {
        var until = Clock.Now + GiveUpAfter;
        for (var pause = 30.0; Clock.Now < until; pause = Math.Min(pause * 2, 1500))
        {
            try
            {
                using var request = signing.Request(HttpMethod.Post, new Uri(fleet.Pick(dice), $"api/telephony/v1/{path}"), id, text, type);
                using var answer = await http.SendAsync(request);
                telling?.Answered((int)answer.StatusCode);
                Look(answer, $"{path} {id}");
                if (isEnough((int)answer.StatusCode))
                {
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
            {
                // No answer says nothing; the next host will.
            }

            await Task.Delay(dice.Milliseconds(pause / 2, pause));
        }

        faults.Enqueue($"{path} {id} was never taken");
    }

    private void Look(HttpResponseMessage answer, string what)
    {
        if ((int)answer.StatusCode is >= 400 and not (404 or 429 or 503))
        {
            faults.Enqueue($"{what} was answered {(int)answer.StatusCode}");
        }
    }
}
