using System.Diagnostics.CodeAnalysis;
using ContactCenter.Contracts.Calls;

namespace ContactCenter.Telephony.Asterisk;

/// <summary>
/// What one connection knows of the calls on an Asterisk: which channels belong to which call and how far each is. It is
/// memory only; after a reconnection it is made anew from Asterisk's own lists.
/// </summary>
/// <remarks>Every member is used with <see cref="Gate"/> held: events and commands come from different threads.</remarks>
internal sealed class AriCalls
{
    private const int MostRemembered = 4096;

    private readonly Dictionary<string, AriLeg> legs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AriCall> calls = new(StringComparer.Ordinal);
    private readonly HashSet<string> gone = new(StringComparer.Ordinal);
    private readonly Queue<string> goneInOrder = new();

    internal Lock Gate { get; } = new();

    internal IReadOnlyCollection<AriCall> All => calls.Values;

    internal AriLeg? FindLeg(string? channel) => channel is not null && legs.TryGetValue(channel, out var leg) ? leg : null;

    internal AriCall? FindCall(string id) => calls.GetValueOrDefault(id);

    /// <summary>Whether the channel ended: what is said of it later, or was read earlier, is not to revive it.</summary>
    internal bool IsGone(string channel) => gone.Contains(channel);

    /// <summary>The leg, known from now on.</summary>
    internal AriLeg Add(string channel, string call, bool rung)
    {
        if (!legs.TryGetValue(channel, out var leg))
        {
            if (!calls.TryGetValue(call, out var owner))
            {
                calls[call] = owner = new AriCall(call);
            }

            legs[channel] = leg = new AriLeg(channel, owner, rung);
            owner.Legs.Add(leg);

            // A refused ring may be repeated under the same id.
            gone.Remove(channel);
        }

        return leg;
    }

    /// <summary>Forgets the leg; answers whether it was the last one of its call, which is then forgotten too.</summary>
    internal bool Remove(AriLeg leg)
    {
        if (!legs.Remove(leg.Id))
        {
            return false;
        }

        if (gone.Add(leg.Id))
        {
            goneInOrder.Enqueue(leg.Id);
            while (goneInOrder.Count > MostRemembered)
            {
                gone.Remove(goneInOrder.Dequeue());
            }
        }

        leg.Call.Legs.Remove(leg);
        return leg.Call.Legs.Count == 0 && calls.Remove(leg.Call.Id);
    }

    /// <summary>The call of a bridge that was made for a call.</summary>
    internal bool TryFindBridged(string bridge, [NotNullWhen(true)] out AriCall? call)
    {
        call = AriNames.CallOfBridge(bridge) is { } id ? FindCall(id) : null;
        return call is not null;
    }
}

/// <summary>A call on an Asterisk, named by its first channel.</summary>
internal sealed class AriCall(string id)
{
    internal string Id { get; } = id;

    internal List<AriLeg> Legs { get; } = new(2);

    /// <summary>Asterisk has the call's mixing bridge, or is being told to make it.</summary>
    internal bool HasBridge { get; set; }

    /// <summary>How the first party left; that is how the call ended.</summary>
    internal Ending? Ending { get; set; }
}

/// <summary>One channel of a call.</summary>
internal sealed class AriLeg(string id, AriCall call, bool rung)
{
    internal string Id { get; } = id;

    internal AriCall Call { get; } = call;

    /// <summary>We rang it; otherwise it is the citizen who called.</summary>
    internal bool Rung { get; } = rung;

    internal bool HasAlerted { get; set; }

    /// <summary>It has picked up or was picked up, or was told to be.</summary>
    internal bool IsUp { get; set; }

    /// <summary>Its answer was told to the listener.</summary>
    internal bool ToldAnswered { get; set; }

    /// <summary>The bridge it is in.</summary>
    internal string? Bridge { get; set; }

    /// <summary>It is on hold, or is being put there.</summary>
    internal bool IsHeld { get; set; }

    /// <summary>We ended it.</summary>
    internal bool IsOrdered { get; set; }

    /// <summary>Its telephone waits to hear what became of the transfer it asked for.</summary>
    internal bool AwaitsTransfer { get; set; }

    /// <summary>The cause it was hung up with, from before its end.</summary>
    internal int? Cause { get; set; }

    /// <summary>Prompts it hears.</summary>
    internal List<string> Playbacks { get; } = [];
}

/// <summary>The names this adapter gives things on an Asterisk.</summary>
internal static class AriNames
{
    /// <summary>The channel variable that carries the call of a leg we rang.</summary>
    internal const string CallVariable = "CONTACTCENTER_CALL";

    private const string BridgePrefix = "call-";
    private const string PromptPrefix = "prompt.";

    /// <summary>The bridge in which everybody who waits hears music.</summary>
    internal static string WaitingRoom(string app) => $"{app}-waiting";

    internal static string BridgeOf(string call) => BridgePrefix + call;

    internal static string? CallOfBridge(string bridge) =>
        bridge.StartsWith(BridgePrefix, StringComparison.Ordinal) ? bridge[BridgePrefix.Length..] : null;

    /// <summary>A playback's name tells its prompt, so that its end is understood after a reconnection too.</summary>
    internal static string PlaybackOf(string prompt, CommandId command) => $"{PromptPrefix}{prompt}.{command}";

    internal static string? PromptOf(string playback) =>
        playback.StartsWith(PromptPrefix, StringComparison.Ordinal) && playback.LastIndexOf('.') is var end and >= 7
            ? playback[PromptPrefix.Length..end]
            : null;
}
