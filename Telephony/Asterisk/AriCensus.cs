using System.Text.Json;
using ContactCenter.Contracts.Calls;

namespace ContactCenter.Telephony.Asterisk;

/// <summary>
/// Makes sense of Asterisk's lists of channels and bridges: what is alive, and what became of calls while nobody listened.
/// </summary>
internal sealed class AriCensus(string source, string app, AriCalls calls, AriTranslator translator, TimeProvider clock)
{
    private readonly string waitingRoom = AriNames.WaitingRoom(app);

    // Legs that the last list lacked. One list may have been made before a leg was; two in a row were not.
    private HashSet<string> missing = new(StringComparer.Ordinal);

    /// <summary>Takes over what is alive, as if its events had been heard; called once, before events are.</summary>
    internal void Adopt(JsonElement channels, JsonElement bridges, AriHeard heard)
    {
        foreach (var channel in channels.EnumerateArray().OrderBy(channel => channel.Text("creationtime"), StringComparer.Ordinal))
        {
            Adopt(channel, heard);
        }

        foreach (var bridge in bridges.EnumerateArray())
        {
            Adopt(bridge, bridge.Text("id") ?? "", bridge.Texts("channels"), heard);
        }

        foreach (var leg in calls.All.SelectMany(call => call.Legs))
        {
            leg.IsHeld = !leg.Rung && leg.Bridge == waitingRoom
                && leg.Call.Legs.Exists(other => other.Bridge == AriNames.BridgeOf(leg.Call.Id));
        }
    }

    /// <summary>What is alive, from a list asked for at the given time. Calls whose arrival went unheard are told.</summary>
    internal ExchangeSnapshot Compare(JsonElement channels, DateTimeOffset askedAt, AriHeard heard)
    {
        var alive = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var channel in channels.EnumerateArray())
        {
            if (CallOf(channel) is not { } call || channel.Text("id") is not { } id)
            {
                continue;
            }

            seen.Add(id);
            if (!alive.TryGetValue(call, out var legs))
            {
                alive[call] = legs = [];
            }

            legs.Add(id);
            if (calls.FindLeg(id) is null)
            {
                Adopt(channel, heard);
            }
        }

        Forget(seen);
        return new ExchangeSnapshot(source, askedAt, [.. alive.Select(call => new LiveCall(call.Key, call.Value))]);
    }

    private void Adopt(JsonElement channel, AriHeard heard)
    {
        if (CallOf(channel) is not { } call || channel.Text("id") is not { } id || calls.IsGone(id))
        {
            return;
        }

        if (call == id)
        {
            var args = AriArguments.OfApplicationData(channel.Text("dialplan", "app_data"), app);
            translator.Arrive(channel, [.. args.Skip(1)], heard);
            return;
        }

        var leg = calls.Add(id, call, rung: true);
        switch (channel.Text("state"))
        {
            case "Ringing":
                translator.Alert(leg, clock.GetUtcNow(), heard);
                break;
            case "Up" when channel.Text("dialplan", "app_name") is "Stasis":
                translator.Answered(leg, clock.GetUtcNow(), heard);
                break;
        }
    }

    private void Adopt(JsonElement bridge, string id, string[] channels, AriHeard heard)
    {
        var isCalls = AriNames.CallOfBridge(id) is not null;
        if (id != waitingRoom && !isCalls)
        {
            return;
        }

        foreach (var leg in channels.Select(calls.FindLeg).OfType<AriLeg>())
        {
            leg.Bridge = id;
        }

        if (!isCalls)
        {
            heard.Chores.AddRange(channels.Length > 0 ? [AriRequest.PlayMusic(id)] : []);
        }
        else if (channels.Length == 0 && !calls.TryFindBridged(id, out _))
        {
            heard.Chores.Add(AriRequest.DropBridge(id));
        }
        else if (calls.TryFindBridged(id, out var call))
        {
            call.HasBridge = true;
            if (channels.Length > 1)
            {
                heard.Add(new PartiesBridged(
                    translator.Stamp($"{id}/{bridge.Text("creationtime")}/{string.Join('+', channels)}", clock.GetUtcNow()),
                    call.Id,
                    channels));
            }
        }
    }

    /// <summary>Legs that two lists in a row lack are gone; the Calls module learns it from the same lists.</summary>
    private void Forget(HashSet<string> seen)
    {
        var absent = new HashSet<string>(StringComparer.Ordinal);
        foreach (var leg in calls.All.SelectMany(call => call.Legs).Where(leg => !seen.Contains(leg.Id)).ToArray())
        {
            if (missing.Contains(leg.Id))
            {
                calls.Remove(leg);
            }
            else
            {
                absent.Add(leg.Id);
            }
        }

        missing = absent;
    }

    /// <summary>The call of a channel that is under this application's control, or null.</summary>
    private string? CallOf(JsonElement channel)
    {
        if (channel.Text("channelvars", AriNames.CallVariable) is { Length: > 0 } call)
        {
            return call;
        }

        if (channel.Text("dialplan", "app_name") is not "Stasis")
        {
            return null;
        }

        var args = AriArguments.OfApplicationData(channel.Text("dialplan", "app_data"), app);
        return args switch
        {
            ["inbound" or "internal", ..] => channel.Text("id"),
            ["party", var of, ..] => of,
            _ => null,
        };
    }
}
