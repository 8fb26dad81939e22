using ContactCenter.Support;

namespace ContactCenter.Trust.World;

/// <summary>The hosts behind what would be a load balancer: whoever asks for one is given one that is not known to be away.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly List<HostProcess> hosts = [];
    private readonly HashSet<HostProcess> away = [];
    private readonly Lock gate = new();
    private readonly OutageLog outages;

    internal Fleet(OutageLog outages) => this.outages = outages;

    internal IReadOnlyList<HostProcess> All => hosts;

    internal async Task StartAsync(int count, string database, IReadOnlyDictionary<string, string> settings)
    {
        // The first one migrates alone; the others only look.
        hosts.Add(await HostProcess.StartAsync(database, settings));
        hosts.AddRange(await Task.WhenAll(Enumerable.Range(1, count - 1).Select(_ => HostProcess.StartAsync(database, settings))));
    }

    /// <summary>A living host by chance; any host where none lives.</summary>
    internal Uri Pick(Dice dice)
    {
        lock (gate)
        {
            var living = hosts.FindAll(host => !away.Contains(host));
            return dice.Pick(living.Count > 0 ? living : hosts).Address;
        }
    }

    /// <summary>A host that may be taken away because another one stays; null where there is none.</summary>
    internal HostProcess? Victim(Dice dice)
    {
        lock (gate)
        {
            var living = hosts.FindAll(host => !away.Contains(host));
            return living.Count < 2 ? null : dice.Pick(living);
        }
    }

    internal void Leaves(HostProcess host)
    {
        lock (gate)
        {
            away.Add(host);
            if (away.Count == hosts.Count)
            {
                outages.Begin("no-host");
            }
        }
    }

    internal void IsBack(HostProcess host)
    {
        lock (gate)
        {
            away.Remove(host);
        }

        outages.End("no-host");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }
}
