using System.Text.Json.Nodes;
using ContactCenter.Trust.History;

namespace ContactCenter.Trust.World;

/// <summary>
/// A telephone system as the event API knows one: it says what happens to its calls, does what it is told once however often
/// it is told, and forgets nothing but what it never knew.
/// </summary>
internal sealed class Pbx(RunPlan plan, Mail mail)
{
    private readonly Dictionary<string, PbxCall> calls = [];
    private readonly List<string> oddities = [];
    private long sequence;

    internal Lock Gate { get; } = new();

    internal IReadOnlyList<string> Oddities
    {
        get
        {
            lock (Gate)
            {
                return [.. oddities];
            }
        }
    }

    internal int Live
    {
        get
        {
            lock (Gate)
            {
                return calls.Values.Count(call => call.EndedAt is null && call.Alive.Any());
            }
        }
    }

    internal IReadOnlyList<PbxCallEnd> Memory
    {
        get
        {
            lock (Gate)
            {
                return [.. calls.Values.Select(call => new PbxCallEnd(
                    call.Name, call.IsCallback, call.BeganAt, call.CitizenLeftAt, call.CitizenLeftBy, call.EndedAt,
                    call.WasBridged, [.. call.Alive.Select(leg => leg.Name)]))];
            }
        }
    }

    /// <summary>A citizen's call reaches the trunk.</summary>
    internal PbxCall Arrive(string name, string caller, string dialled)
    {
        lock (Gate)
        {
            var call = new PbxCall(name, isCallback: false, caller, dialled);
            calls.Add(name, call);
            var leg = new PbxLeg($"{name}-citizen", "citizen", caller);
            call.Legs.Add(leg.Name, leg);
            SayLeg(call, leg, "offered", data =>
            {
                data["dialled"] = dialled;
                data["direction"] = "inbound";
                data["party"] = new JsonObject { ["role"] = "citizen", ["address"] = caller };
            });
            return call;
        }
    }

    /// <summary>Under the lock: the call, made where a command begins it.</summary>
    internal PbxCall? Find(string name, bool mayBegin = false)
    {
        if (!calls.TryGetValue(name, out var call) && mayBegin)
        {
            call = new PbxCall(name, isCallback: true, "", "");
            calls.Add(name, call);
        }

        return call;
    }

    /// <summary>Under the lock: whether the telephone is in use.</summary>
    internal bool IsBusy(string address) => calls.Values.Any(
        call => call.EndedAt is null && call.Alive.Any(leg => leg.Address == address && leg.Role is "agent"));

    internal void Note(string oddity) => oddities.Add(oddity);

    /// <summary>Somebody hangs up, or is hung up on; what that ends is ended.</summary>
    internal void Leave(PbxCall call, PbxLeg leg, string reason, string by)
    {
        lock (Gate)
        {
            if (leg.Stage is LegStage.Gone)
            {
                return;
            }

            leg.Stage = LegStage.Gone;
            leg.IsBridged = false;
            if (leg.Role is "citizen")
            {
                (call.CitizenLeftAt, call.CitizenLeftBy) = (Clock.Now, by);
            }

            SayLeg(call, leg, "ended", data => data["end"] = new JsonObject { ["reason"] = reason, ["by"] = by });
            if (call.Alive.Any())
            {
                return;
            }

            // A callback's call goes on without a leg while the next agent is sought: nothing of it is here until then.
            if (!call.IsCallback || leg.Role is "citizen" || plan.DiceOf($"over:{call.Name}:{call.Count}").Percent(30))
            {
                Finish(call, reason, by);
            }
        }
    }

    /// <summary>Under the lock: ends all of it.</summary>
    internal void Finish(PbxCall call, string reason, string by)
    {
        if (call.EndedAt is not null)
        {
            return;
        }

        foreach (var leg in call.Alive.ToList())
        {
            leg.Stage = LegStage.Gone;
            leg.IsBridged = false;
            if (leg.Role is "citizen")
            {
                (call.CitizenLeftAt, call.CitizenLeftBy) = (Clock.Now, by);
            }

            SayLeg(call, leg, "ended", data => data["end"] = new JsonObject { ["reason"] = reason, ["by"] = by });
        }

        call.EndedAt = Clock.Now;
        call.Over.TrySetResult();

        // Some systems say that all is over, some think that goes without saying.
        if (plan.DiceOf($"says-over:{call.Name}").Percent(70))
        {
            Say(call, "call.ended", "call.ended", null, data =>
                data["end"] = new JsonObject { ["reason"] = reason, ["by"] = by });
        }
    }

    /// <summary>Under the lock: says what became of a leg.</summary>
    internal void SayLeg(PbxCall call, PbxLeg leg, string state, Action<JsonObject>? more = null) =>
        Say(call, "call.leg.state_changed", state, leg, data =>
        {
            data["state"] = state;
            if (leg.Command is { } command)
            {
                data["correlationId"] = command.ToString();
            }

            more?.Invoke(data);
        });

    internal void Say(PbxCall call, string type, string what, PbxLeg? leg, Action<JsonObject> fill)
    {
        var data = new JsonObject { ["callId"] = call.Name };
        if (leg is not null)
        {
            data["legId"] = leg.Name;
        }

        fill(data);
        var id = $"{call.Name}:{++call.Count}";
        mail.Tell(call, id, what, leg?.Name, Envelope(id, type, call.Count, data));
    }

    /// <summary>Posts the list of all that lives here now.</summary>
    internal Task TellSnapshotAsync()
    {
        string id;
        JsonObject body;
        lock (Gate)
        {
            id = $"snapshot:{sequence + 1}";
            var live = calls.Values.Where(call => call.EndedAt is null && call.Alive.Any()).Select(call =>
            {
                var one = new JsonObject
                {
                    ["callId"] = call.Name,
                    ["legs"] = new JsonArray([.. call.Alive.Select(leg => (JsonNode)leg.Name)]),
                };
                if (!call.IsCallback)
                {
                    (one["dialled"], one["caller"]) = (call.Dialled, call.Caller);
                }

                return (JsonNode)one;
            });
            body = Envelope(id, "source.snapshot", null, new JsonObject { ["calls"] = new JsonArray([.. live]) });
        }

        return mail.TellSnapshotAsync(id, body);
    }

    private JsonObject Envelope(string id, string type, int? callSequence, JsonObject data)
    {
        var body = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = RunPlan.Source,
            ["type"] = type,
            ["time"] = Clock.Now,
            ["sequence"] = ++sequence,
            ["epoch"] = "1",
            ["data"] = data,
        };
        if (callSequence is { } count)
        {
            body["callseq"] = count;
        }

        return body;
    }
}
