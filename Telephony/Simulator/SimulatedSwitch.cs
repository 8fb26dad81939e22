using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.Exchange;

namespace ContactCenter.Telephony.Simulator;

/// <summary>
/// A switch that exists in memory only: citizens call it, telephones hang on it, and it obeys like a real one. It lives in the
/// host that holds its lease; when another host has had it in between, its calls are gone as after a power cut.
/// </summary>
internal sealed partial class SimulatedSwitch(SimulatorOptions options, TimeProvider clock) : IExchange
{
    private static readonly TimeSpan PromptLength = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan HoldLength = TimeSpan.FromMilliseconds(500);

    private readonly Lock gate = new();
    private readonly Dictionary<string, SimulatedCall> calls = new(StringComparer.Ordinal);
    private readonly Random random = new(options.Seed);
    private SimulatedSession? session;
    private long lease;
    private long said;

    /// <inheritdoc/>
    public string Source => options.Source;

    internal TimeProvider Clock => clock;

    /// <summary>Whether a host speaks with it; nobody calls a switch that no host of ours is behind.</summary>
    internal bool IsConnected => Volatile.Read(ref session) is not null;

    /// <inheritdoc/>
    public Task<IExchangeSession> ConnectAsync(IExchangeListener listener, string epoch, CancellationToken cancellationToken)
    {
        var opened = new SimulatedSession(this, listener, epoch);
        lock (gate)
        {
            var held = long.Parse(epoch.AsSpan(0, epoch.IndexOf('.', StringComparison.Ordinal)), System.Globalization.CultureInfo.InvariantCulture);
            if (held > lease + 1)
            {
                foreach (var leg in calls.Values.SelectMany(call => call.Legs))
                {
                    leg.IsGone = true;
                }

                calls.Clear();
            }

            lease = held;
            session?.End();
            session = opened;
            foreach (var call in calls.Values)
            {
                Tell(call);
            }
        }

        return Task.FromResult<IExchangeSession>(opened);
    }

    /// <summary>A citizen dials.</summary>
    /// <param name="dialled">The number.</param>
    /// <param name="caller">The citizen's own, empty where withheld.</param>
    /// <param name="talk">How long after being connected the citizen hangs up.</param>
    /// <param name="patience">How long the citizen waits for that.</param>
    internal string Dial(string dialled, string caller, TimeSpan talk, TimeSpan patience)
    {
        var now = clock.GetUtcNow();
        var id = $"sim-{Guid.CreateVersion7(now):n}";
        lock (gate)
        {
            var call = new SimulatedCall(id) { ArrivedAt = now, Dialled = dialled, Caller = caller };
            var citizen = new SimulatedLeg(id, call, rung: false) { Talk = talk };
            call.Legs.Add(citizen);
            calls[id] = call;
            Tell(call);
            After(patience, citizen, () =>
            {
                if (citizen.Talk is not null)
                {
                    Leave(citizen, new Ending(EndedBy.Party, "hangup"));
                }
            });
        }

        return id;
    }

    internal ExchangeSnapshot TakeSnapshot()
    {
        lock (gate)
        {
            return new ExchangeSnapshot(
                Source,
                clock.GetUtcNow(),
                [.. calls.Values.Select(call => new LiveCall(call.Id, [.. call.Legs.Select(leg => leg.Id)]))]);
        }
    }

    internal void Detach(SimulatedSession ended)
    {
        lock (gate)
        {
            session = session == ended ? null : session;
        }
    }

    internal double NextRandom()
    {
        lock (gate)
        {
            return random.NextDouble();
        }
    }

    /// <summary>Says all that is true of a call; what was said before has the same ids.</summary>
    private void Tell(SimulatedCall call)
    {
        if (call.ArrivedAt is { } at)
        {
            session?.Say(new Arrival(Once(call.Id, "arrived") with { At = at }, call.Id, call.Id, call.Dialled, call.Caller));
        }

        foreach (var leg in call.Legs)
        {
            if (leg.Rung)
            {
                Say(new PartyAlerting(Once(leg.Id, "alerting"), call.Id, leg.Id));
            }

            if (leg.IsUp)
            {
                Say(new PartyAnswered(Once(leg.Id, "answered"), call.Id, leg.Id));
            }
        }

        Join(call);
    }

    private void PickUp(SimulatedLeg leg)
    {
        if (!leg.IsUp)
        {
            leg.IsUp = true;
            Say(new PartyAnswered(Once(leg.Id, "answered"), leg.Call.Id, leg.Id));
        }
    }

    private void Join(SimulatedCall call)
    {
        var joined = call.Legs.Where(leg => leg.IsJoined).Select(leg => leg.Id).ToArray();
        if (joined.Length > 1)
        {
            Say(new PartiesBridged(Again(call.Id, "bridged"), call.Id, joined));
        }
    }

    private void EndPrompt(SimulatedLeg leg)
    {
        if (leg.Prompt is { } prompt)
        {
            leg.Prompt = null;
            Say(new PromptFinished(Again(leg.Id, "prompt"), leg.Call.Id, leg.Id, prompt));
        }
    }

    private void Leave(SimulatedLeg leg, Ending ending)
    {
        leg.IsGone = true;
        leg.Call.Legs.Remove(leg);
        leg.Call.Ending ??= ending;
        Say(new PartyLeft(Once(leg.Id, "left"), leg.Call.Id, leg.Id, ending));
        if (leg.Call.Legs.Count == 0)
        {
            calls.Remove(leg.Call.Id);
            Say(new CallEnded(Once(leg.Call.Id, "ended"), leg.Call.Id, leg.Call.Ending));
        }
    }

    /// <summary>Does something later, unless the leg is gone by then.</summary>
    private void After(TimeSpan delay, SimulatedLeg leg, Action then)
    {
        ITimer? timer = null;
        timer = clock.CreateTimer(
            _ =>
            {
                lock (gate)
                {
                    if (!leg.IsGone)
                    {
                        then();
                    }
                }

                timer?.Dispose();
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    private void Say(CallSignal signal) => session?.Say(signal);

    private Stamp Once(string id, string what) => new(Source, $"{id}/{what}", session?.Epoch ?? "", 0, null, clock.GetUtcNow());

    private Stamp Again(string id, string what) => Once(id, $"{what}/{lease}.{++said}");
}
