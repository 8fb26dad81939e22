using System.Globalization;

namespace ContactCenter.Telephony.Asterisk;

/// <summary>What an Asterisk plays for a prompt's key; <c>Telephony:Prompts</c> adds keys and replaces these.</summary>
internal sealed class PromptOptions
{
    /// <summary>Every Asterisk has it; a call goes on after it as after any prompt.</summary>
    private static readonly string[] Unknown = ["sound:beep"];

    /// <summary>Sounds of Asterisk's own collection, so that a new installation speaks before it has recordings of its own.</summary>
    private static readonly Dictionary<string, string[]> Own = new(StringComparer.OrdinalIgnoreCase)
    {
        ["greeting"] = ["sound:hello"],
        ["queue-position"] = ["sound:queue-thereare", "number:{0}", "sound:queue-callswaiting"],
        ["queue-position-wait"] =
        [
            "sound:queue-thereare", "number:{0}", "sound:queue-callswaiting",
            "sound:queue-holdtime", "number:{1}", "sound:queue-minutes",
        ],
        ["queue-wait"] = ["sound:queue-thankyou"],
        ["queue-full"] = ["sound:tt-allbusy"],
        ["closed"] = ["sound:ss-noservice"],
        ["goodbye"] = ["sound:goodbye"],
    };

    /// <summary>What stands in for the line registry's prompts, by the beginning of their keys.</summary>
    private static readonly (string Beginning, string[] Media)[] OwnKinds =
    [
        ("number-", ["sound:cannot-complete-as-dialed", "sound:check-number-dial-again"]),
        ("line-", ["sound:one-moment-please"]),
        ("notice-", ["sound:one-moment-please"]),
    ];

    /// <summary>
    /// Media of ARI for each key, in order: <c>sound:…</c>, <c>number:…</c>, <c>tone:…</c>. <c>{0}</c>, <c>{1}</c> stand for the
    /// numbers that come with the prompt; numbers without a place are spoken at the end.
    /// </summary>
    public Dictionary<string, string[]> Prompts { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The media to play.</summary>
    internal IReadOnlyList<string> MediaOf(string prompt, IReadOnlyList<int> numbers)
    {
        var media = Prompts.TryGetValue(prompt, out var given) && given.Length > 0 ? given
            : Own.TryGetValue(prompt, out var own) ? own
            : Array.Find(OwnKinds, kind => prompt.StartsWith(kind.Beginning, StringComparison.Ordinal)).Media ?? Unknown;
        if (numbers.Count == 0)
        {
            return [.. media.Where(one => !one.Contains("{0}", StringComparison.Ordinal) && !one.Contains("{1}", StringComparison.Ordinal))];
        }

        var spoken = new List<string>(media.Length + numbers.Count);
        var placed = 0;
        foreach (var one in media)
        {
            var filled = one;
            for (var place = 0; place < numbers.Count; place++)
            {
                var mark = $"{{{place}}}";
                if (filled.Contains(mark, StringComparison.Ordinal))
                {
                    filled = filled.Replace(mark, numbers[place].ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
                    placed = Math.Max(placed, place + 1);
                }
            }

            spoken.Add(filled);
        }

        spoken.AddRange(numbers.Skip(placed).Select(number => $"number:{number.ToString(CultureInfo.InvariantCulture)}"));
        return spoken;
    }
}
