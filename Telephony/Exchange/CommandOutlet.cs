using ContactCenter.Contracts.Calls;
using ContactCenter.Contracts.Telephony;
using ContactCenter.Platform.Events;

namespace ContactCenter.Telephony.Exchange;

/// <summary>Hands committed commands to the link that has the connection, or wakes the host that has it.</summary>
internal sealed class CommandOutlet(Bells bells) : ICommandOutlet
{
    // Filled when the host starts: the links need the Calls module, which needs this.
    private volatile IReadOnlyList<ExchangeLink> links = [];

    /// <summary>The bell that wakes the owner of a source.</summary>
    internal static string BellOf(string source) => $"commands:{source}";

    /// <summary>Gives it the links of this host.</summary>
    internal void Use(IReadOnlyList<ExchangeLink> ofThisHost) => links = ofThisHost;

    /// <inheritdoc/>
    public void Offer(IReadOnlyList<CallCommand> commands)
    {
        // Nearly always all commands of one commit are for one PBX.
        if (commands.Count > 0 && commands.All(command => command.Source == commands[0].Source))
        {
            Offer(commands[0].Source, commands);
            return;
        }

        foreach (var group in commands.GroupBy(command => command.Source, StringComparer.Ordinal))
        {
            Offer(group.Key, group);
        }
    }

    private void Offer(string source, IEnumerable<CallCommand> commands)
    {
        foreach (var link in links)
        {
            if (link.Source == source && link.Offer(commands))
            {
                return;
            }
        }

        bells.Ring(BellOf(source), everywhere: true);
    }
}
