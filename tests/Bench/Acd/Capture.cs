using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

namespace ContactCenter.Bench.Acd;

/// <summary>
/// Reads what tcpdump saw on the PBX's SIP port: the kernel's own times, so that neither the load's delays nor ours count.
/// </summary>
internal static partial class Capture
{
    private const int EthernetHeader = 14;

    /// <summary>The decisions in a capture, as the telephones saw them.</summary>
    /// <param name="file">A pcap file.</param>
    /// <param name="pbx">The PBX's SIP port.</param>
    /// <param name="phones">The port behind which every agent's phone is.</param>
    /// <param name="agents">How many agents there are.</param>
    internal static Decisions Read(string file, int pbx, int phones, int agents)
    {
        var calls = new Dictionary<string, Citizen>();
        var legs = new Dictionary<string, Leg>();
        foreach (var packet in Packets(file))
        {
            Note(packet, pbx, phones, calls, legs);
        }

        var byNumber = calls.Values.ToDictionary(call => call.Number);
        foreach (var leg in legs.Values.OrderBy(leg => leg.Offered))
        {
            if (leg.Number is { } number && byNumber.TryGetValue(number, out var call))
            {
                call.Offered ??= leg.Offered;
                call.Answered |= leg.Answered;
            }
        }

        return Replay(calls, legs, agents);
    }

    /// <summary>Who waits and who is idle at each moment: only then is it known what a delay was for.</summary>
    private static Decisions Replay(Dictionary<string, Citizen> calls, Dictionary<string, Leg> legs, int agents)
    {
        var moments = calls.Values.Select(call => (At: call.Arrived, Kind: 1, Call: (Citizen?)call, Leg: (Leg?)null))
            .Concat(legs.Values.Select(leg => (leg.Offered, 2, (Citizen?)null, (Leg?)leg)))
            .Concat(legs.Values.Where(leg => leg.Freed is not null).Select(leg => (leg.Freed!.Value, 0, (Citizen?)null, (Leg?)leg)))
            .OrderBy(moment => moment.Item1).ThenBy(moment => moment.Item2);
        var (waiting, busy) = (new HashSet<string>(), new HashSet<string>());
        var freed = new Dictionary<string, double>();
        var (idle, next) = (new List<double>(), new List<double>());
        foreach (var (at, kind, call, leg) in moments)
        {
            switch (kind)
            {
                case 1:
                    // An agent is idle for this caller, even after everybody who came before has got one.
                    if (waiting.Count < agents - busy.Count && call!.Offered is { } offered)
                    {
                        idle.Add((offered - at) * 1000);
                    }

                    waiting.Add(call!.Number);
                    break;
                case 0:
                    // Even if every idle agent took one, a caller would be left for this agent.
                    if (waiting.Count > agents - busy.Count)
                    {
                        freed[leg!.Agent] = at;
                    }

                    busy.Remove(leg!.Agent);
                    break;
                default:
                    waiting.Remove(leg!.Number ?? "");
                    busy.Add(leg.Agent);
                    if (freed.Remove(leg.Agent, out var since))
                    {
                        next.Add((at - since) * 1000);
                    }

                    break;
            }
        }

        var served = calls.Values.Count(call => call.Offered is not null && call.Answered);
        var longest = calls.Values.Max(call => call.Offered - call.Arrived) ?? 0;
        return new Decisions(calls.Count, served, TimeSpan.FromSeconds(longest), idle, next);
    }

    private static void Note(
        (double At, int From, int To, string Text) packet, int pbx, int phones, Dictionary<string, Citizen> calls,
        Dictionary<string, Leg> legs)
    {
        var (at, from, to, text) = packet;
        if (CallId().Match(text) is not { Success: true } id)
        {
            return;
        }

        var key = id.Groups[1].Value;
        if (text.StartsWith("INVITE", StringComparison.Ordinal))
        {
            var number = Caller().Match(text).Groups[1].Value;
            if (to == pbx && from != phones)
            {
                calls.TryAdd(key, new Citizen(number, at));
            }
            else if (to == phones)
            {
                legs.TryAdd(key, new Leg(number, Agent().Match(text).Groups[1].Value, at));
            }
        }
        else if (text.StartsWith("BYE", StringComparison.Ordinal) && from == phones && legs.TryGetValue(key, out var bye))
        {
            bye.Freed ??= at;
        }
        else if (text.StartsWith("SIP/2.0 200", StringComparison.Ordinal) && from == phones && IsOfInvite().IsMatch(text)
            && legs.TryGetValue(key, out var answered))
        {
            answered.Answered = true;
        }
    }

    private static IEnumerable<(double At, int From, int To, string Text)> Packets(string file)
    {
        using var stream = new BufferedStream(File.OpenRead(file), 1 << 20);
        var head = new byte[24];
        stream.ReadExactly(head);
        var fraction = BinaryPrimitives.ReadUInt32LittleEndian(head) == 0xA1B23C4D ? 1e9 : 1e6;
        var record = new byte[16];
        while (stream.ReadAtLeast(record, 16, throwOnEndOfStream: false) == 16)
        {
            var data = new byte[BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(8))];
            if (stream.ReadAtLeast(data, data.Length, throwOnEndOfStream: false) < data.Length)
            {
                yield break;
            }

            var at = BinaryPrimitives.ReadUInt32LittleEndian(record)
                + (BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(4)) / fraction);
            var udp = EthernetHeader + ((data[EthernetHeader] & 15) * 4);
            yield return (
                at,
                BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(udp)),
                BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(udp + 2)),
                Encoding.Latin1.GetString(data.AsSpan(udp + 8)));
        }
    }

    [GeneratedRegex(@"^(?:Call-ID|i):\s*(\S+)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex CallId();

    [GeneratedRegex(@"^CSeq:\s*\d+\s+INVITE", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex IsOfInvite();

    // The load's callers have numbers of this form; whatever a PBX puts before them is not theirs.
    [GeneratedRegex(@"^From:.*?(9090\d+)@", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Caller();

    [GeneratedRegex(@"^INVITE sip:(agent\d+)@")]
    private static partial Regex Agent();

    private sealed class Citizen(string number, double arrived)
    {
        internal string Number { get; } = number;

        internal double Arrived { get; } = arrived;

        internal double? Offered { get; set; }

        internal bool Answered { get; set; }
    }

    private sealed class Leg(string number, string agent, double offered)
    {
        internal string Number { get; } = number;

        internal string Agent { get; } = agent;

        internal double Offered { get; } = offered;

        internal double? Freed { get; set; }

        internal bool Answered { get; set; }
    }
}
