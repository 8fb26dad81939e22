using ContactCenter.Calls.Privacy;
using ContactCenter.Calls.Queues;
using ContactCenter.Contracts.Telephony;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Live;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ContactCenter.Calls.Turns;

/// <summary>What every turn stands on.</summary>
internal sealed class Ground(
    NpgsqlDataSource database, QueueBook queues, IOptions<CallsOptions> options, LiveFeed feed, Bells bells,
    ICommandOutlet outlet, DueSoon due, LookAgain again, CallerSeal callers)
{
    internal NpgsqlDataSource Database => database;

    internal QueueBook Queues => queues;

    internal CallsOptions Options => options.Value;

    internal LiveFeed Feed => feed;

    internal Bells Bells => bells;

    internal ICommandOutlet Outlet => outlet;

    internal CallerSeal Callers => callers;

    internal DueSoon Due => due;

    internal LookAgain Again => again;

    /// <summary>Names this host in what it writes.</summary>
    internal string Host { get; } = $"{Environment.MachineName}/{Environment.ProcessId}";
}
