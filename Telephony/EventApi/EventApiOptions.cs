using System.ComponentModel.DataAnnotations;

namespace ContactCenter.Telephony.EventApi;

/// <summary>Limits of the event API; the defaults are measured ones.</summary>
internal sealed class EventApiOptions
{
    /// <summary>
    /// How many commits may be on their way at once. One waits for the disk while the next is being collected; more only make
    /// smaller commits.
    /// </summary>
    [Range(1, 16)]
    public int Writers { get; init; } = 2;

    /// <summary>Events of all sources that may wait for their commit; beyond it the answer is 503.</summary>
    [Range(1, 1_000_000)]
    public int Waiting { get; init; } = 20_000;

    /// <summary>Events of one source that may wait for their commit; beyond it the answer is 429, and other sources are not hurt.</summary>
    [Range(1, 1_000_000)]
    public int WaitingPerSource { get; init; } = 5_000;

    /// <summary>How many calls are worked on at once; each holds a database connection.</summary>
    [Range(1, 64)]
    public int Sequencers { get; init; } = 6;

    /// <summary>How long an event waits for the ones before it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan GapWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A source that is silent for so long is suspect: three heartbeats of five seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan SilentFor { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A command that the PBX does not have after so long is told to its call as failed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CommandsExpireAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long events are kept and repeats recognised; no sender may retry for longer.</summary>
    [Range(typeof(TimeSpan), "7.00:00:00", "3660.00:00:00")]
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(8);
}
