using System.Globalization;

namespace ContactCenter.Bench.Acd;

/// <summary>Seconds of processor that Asterisk, the host, PostgreSQL and the load have used, as the kernel counts them.</summary>
internal sealed record ProcessorTime(double Asterisk, double Host, double Postgres, double Load)
{
    // The kernel's clock ticks of /proc are 100 a second on every Linux there is.
    private const double TicksPerSecond = 100;

    /// <summary>Reads them all now.</summary>
    /// <param name="asterisk">Its process.</param>
    /// <param name="host">Its process.</param>
    /// <param name="backend">A process of the PostgreSQL server; its siblings are the others.</param>
    /// <param name="phones">What plays the phones; what plays the callers is a child of this process and ends with the run.</param>
    internal static ProcessorTime Read(int asterisk, int host, int backend, int phones)
    {
        var processes = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? Stat.Of(id) : null)
            .OfType<Stat>().ToDictionary(one => one.Id);
        var server = processes[backend].Parent;
        return new ProcessorTime(
            Seconds(asterisk),
            Seconds(host),
            (processes.Values.Where(one => one.Parent == server).Sum(one => one.Ticks) + processes[server].TicksOfEnded) / TicksPerSecond,
            Seconds(phones) + (processes[Environment.ProcessId].TicksOfEnded / TicksPerSecond));

        double Seconds(int id) => processes.TryGetValue(id, out var one) ? one.Ticks / TicksPerSecond : 0;
    }

    internal ProcessorTime Since(ProcessorTime earlier) => new(
        Asterisk - earlier.Asterisk, Host - earlier.Host, Postgres - earlier.Postgres, Load - earlier.Load);

    /// <summary>In milliseconds for each of so many calls.</summary>
    internal string For(int calls) => string.Create(
        CultureInfo.InvariantCulture,
        $"Asterisk {Asterisk * 1000 / calls:0.0}, host {Host * 1000 / calls:0.0}, PostgreSQL {Postgres * 1000 / calls:0.0}, load {Load * 1000 / calls:0.0}");

    private sealed record Stat(int Id, int Parent, long Ticks, long TicksOfEnded)
    {
        internal static Stat? Of(int id)
        {
            try
            {
                var text = File.ReadAllText($"/proc/{id}/stat");
                var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
                return new Stat(id, int.Parse(fields[1], CultureInfo.InvariantCulture), Sum(11, 12), Sum(13, 14));

                long Sum(int one, int other) =>
                    long.Parse(fields[one], CultureInfo.InvariantCulture) + long.Parse(fields[other], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                return null;    // It has just ended.
            }
        }
    }
}
