using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.EventApi.Intake;

namespace ContactCenter.Telephony.EventApi.Ordering;

/// <summary>A journalled event that waits to be applied.</summary>
internal sealed record JournalRow(
    long Id, string EventId, string Epoch, long EpochNumber, long Sequence, int? CallSequence,
    DateTimeOffset HappenedAt, DateTimeOffset ReceivedAt, int Failures, EventReading Reading)
{
    /// <summary>What the order needs to know of it.</summary>
    internal WaitingEvent ToWaiting() => new(
        Id, EpochNumber, CallSequence, ReceivedAt, Translation.IsTerminal(Reading) || Translation.IsArrival(Reading),
        Translation.EndsCall(Reading));

    /// <summary>Its stamp.</summary>
    internal Stamp ToStamp(string source, TimeSpan? skew) => new(
        source, EventId, Epoch, Sequence, CallSequence, Translation.TrustedTime(HappenedAt, ReceivedAt, skew));
}
