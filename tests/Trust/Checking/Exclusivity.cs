using ContactCenter.Trust.History;

namespace ContactCenter.Trust.Checking;

/// <summary>I2: no agent and no call has two open reservations at one time, by the times of their commits.</summary>
internal static class Exclusivity
{
    internal static IEnumerable<Violation> Check(Evidence evidence)
    {
        var offered = evidence.CallHistory.Where(line => line.Kind == "offered").ToLookup(line => line.Leg);
        var open = evidence.Reservations.Select(one => (
            Reservation: one,
            From: offered[one.Leg].Select(line => line.CommittedAt).DefaultIfEmpty(one.OfferedAt).First(),
            To: one.EndedAt is null ? DateTime.MaxValue : one.ChangedAt)).ToList();
        foreach (var (who, own) in open.GroupBy(one => one.Reservation.AgentId).Select(own => ($"agent {own.Key}", own.ToList()))
            .Concat(open.GroupBy(one => one.Reservation.CallId).Select(own => ($"call {own.Key}", own.ToList()))))
        {
            var sorted = own.OrderBy(one => one.From).ThenBy(one => one.To).ToList();
            for (var index = 1; index < sorted.Count; index++)
            {
                if (sorted[index].From < sorted[index - 1].To)
                {
                    yield return new Violation(
                        "I2 exclusivity",
                        $"{who} has reservations {sorted[index - 1].Reservation.Id} and {sorted[index].Reservation.Id} at once");
                }
            }
        }

        foreach (var oddity in evidence.PbxOddities)
        {
            yield return new Violation("I2 exclusivity", $"at the PBX: {oddity}");
        }
    }
}
