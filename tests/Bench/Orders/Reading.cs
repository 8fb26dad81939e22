namespace ContactCenter.Bench.Orders;

/// <summary>What one question took.</summary>
/// <param name="Name">What was asked.</param>
/// <param name="Inbox">Whether it is a page of an inbox, which has a goal.</param>
/// <param name="P50">Milliseconds that half of the answers did not exceed.</param>
/// <param name="P99">Milliseconds that 99 of 100 did not exceed.</param>
/// <param name="Times">How often it was asked.</param>
internal sealed record Reading(string Name, bool Inbox, double P50, double P99, long Times);
