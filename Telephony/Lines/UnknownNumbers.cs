using ContactCenter.Platform.Database;
using ContactCenter.Telephony.Numbers;
using PhoneNumber = ContactCenter.Contracts.Calls.PhoneNumber;

namespace ContactCenter.Telephony.Lines;

/// <summary>
/// Counts calls to numbers that no line has, in memory, and adds the counts to the database every second. Should a host die in
/// between, a second of counts is lost, never a call: the call itself keeps the number that was dialled.
/// </summary>
internal sealed class UnknownNumbers
{
    // A trunk has at most some thousands of numbers; more different ones within a second is somebody playing.
    private const int MostNumbers = 10_000;

    private const string AddCounts = """
        insert into telephony.unknown_numbers (day, area, number, calls, first_at, last_at)
        select day, area, number, calls, first_at, last_at
        from unnest(@Days, @Areas, @Numbers, @Calls, @Firsts, @Lasts)
            as counted (day, area, number, calls, first_at, last_at)
        order by day, area, number
        on conflict (day, area, number) do update set    -- The number was dialled before on that day.
            calls = unknown_numbers.calls + excluded.calls,
            first_at = least(unknown_numbers.first_at, excluded.first_at),
            last_at = greatest(unknown_numbers.last_at, excluded.last_at)
        """;

    private readonly Lock gate = new();
    private Dictionary<(DateOnly Day, string Area, string Number), Tally> counted = [];

    internal void Count(DialledNumber number, DateTimeOffset at)
    {
        // Who forwards a mobile number to us is a person; the number is personal then.
        var shown = number.Area.Length == 0 ? new PhoneNumber(number.Number).Masked : number.Number;
        lock (gate)
        {
            var key = (CityDay.Of(at), number.Area, shown);
            Add(counted.Count < MostNumbers || counted.ContainsKey(key) ? key : (CityDay.Of(at), "", ""), new Tally(1, at, at));
        }
    }

    /// <summary>Adds what was counted since the last time to the database; on failure it is kept for the next time.</summary>
    internal async Task FlushAsync(Db db, CancellationToken cancellationToken)
    {
        var taken = Take();
        if (taken.Count == 0)
        {
            return;
        }

        try
        {
            await using var work = await db.BeginAsync(cancellationToken);
            await work.ExecuteAsync(AddCounts, new
            {
                Days = taken.Keys.Select(key => key.Day).ToArray(),
                Areas = taken.Keys.Select(key => key.Area).ToArray(),
                Numbers = taken.Keys.Select(key => key.Number).ToArray(),
                Calls = taken.Values.Select(tally => tally.Calls).ToArray(),
                Firsts = taken.Values.Select(tally => tally.FirstAt.UtcDateTime).ToArray(),
                Lasts = taken.Values.Select(tally => tally.LastAt.UtcDateTime).ToArray(),
            });
            await work.CommitAsync();
        }
        catch
        {
            lock (gate)
            {
                foreach (var (key, tally) in taken)
                {
                    Add(key, tally);
                }
            }

            throw;
        }
    }

    private Dictionary<(DateOnly Day, string Area, string Number), Tally> Take()
    {
        lock (gate)
        {
            var taken = counted;
            counted = [];
            return taken;
        }
    }

    private void Add((DateOnly Day, string Area, string Number) key, Tally more) =>
        counted[key] = counted.TryGetValue(key, out var tally) ? tally.With(more) : more;

    private sealed record Tally(long Calls, DateTimeOffset FirstAt, DateTimeOffset LastAt)
    {
        internal Tally With(Tally other) => new(
            Calls + other.Calls,
            FirstAt < other.FirstAt ? FirstAt : other.FirstAt,
            LastAt > other.LastAt ? LastAt : other.LastAt);
    }
}
