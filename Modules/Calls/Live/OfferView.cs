using ContactCenter.Contracts.Calls;

namespace ContactCenter.Calls.Live;

/// <summary>The open offer on an agent's desk; the caller's number is masked.</summary>
public sealed record OfferView(
    ReservationId ReservationId, int Version, CallId CallId, string? Line, string LineName, string Dialled, string Caller,
    CallDirection Direction, string Queue, string QueueName, int Priority, DateTimeOffset ArrivedAt, DateTimeOffset OfferedAt,
    DateTimeOffset? Deadline, PhoneMode PhoneMode, string State);
