namespace ContactCenter.Telephony.EventApi.Ordering;

/// <summary>
/// Decides what of a call's journalled events is applied now, and in which order. Pure: any host reaches the same decision from
/// the same rows.
/// </summary>
internal static class CallOrder
{
    /// <summary>
    /// Plans the next steps. Events without a count are taken as they came; counted ones in the order of epoch and count. What
    /// is missing is waited for, then gone over and marked; only this call waits.
    /// </summary>
    internal static Plan Next(CallCursor cursor, IEnumerable<WaitingEvent> waiting, DateTimeOffset now, TimeSpan gapWait)
    {
        var all = waiting.OrderBy(one => one.Id).ToList();
        var steps = new List<Step>(all.Count);
        foreach (var uncounted in all.Where(one => one.CallSequence is null))
        {
            steps.Add(Take(ref cursor, uncounted));
        }

        var counted = all.Where(one => one.CallSequence is not null)
            .OrderBy(one => one.Epoch).ThenBy(one => one.CallSequence).ThenBy(one => one.Id).ToList();
        for (var index = 0; index < counted.Count; index++)
        {
            var next = counted[index];
            var (epoch, sequence) = (next.Epoch, next.CallSequence!.Value);
            if (epoch < cursor.Epoch || (epoch == cursor.Epoch && sequence <= cursor.CallSequence))
            {
                // That a call came and how it or a leg ended is worth knowing at any time; anything else that comes late is history.
                steps.Add(new Step(next, next.CountsLate ? Verdict.Apply : Verdict.Late));
                continue;
            }

            // A PBX that starts anew counts on where it kept its count, and from 1 where it lost it.
            var isNext = sequence == cursor.CallSequence + 1 || (epoch > cursor.Epoch && sequence is 1);
            if (!isNext)
            {
                var until = counted.Skip(index).Min(one => one.ReceivedAt) + gapWait;
                if (now < until)
                {
                    return new Plan(steps, cursor, until);
                }

                cursor = cursor with { HasGap = true };
                steps.Add(Take(ref cursor, next) with { IsAfterGap = true });
            }
            else
            {
                steps.Add(Take(ref cursor, next));
            }

            cursor = cursor with { Epoch = epoch, CallSequence = sequence };
        }

        return new Plan(steps, cursor, null);
    }

    private static Step Take(ref CallCursor cursor, WaitingEvent next)
    {
        if (cursor.HasEnded && !next.CountsLate)
        {
            return new Step(next, Verdict.Revival);
        }

        cursor = cursor with { HasEnded = cursor.HasEnded || next.EndsCall };
        return new Step(next, Verdict.Apply);
    }
}

/// <summary>How far a call has been applied.</summary>
/// <param name="Epoch">The number of the last applied event's epoch; 0 before the first.</param>
/// <param name="CallSequence">The last applied count.</param>
/// <param name="HasGap">Something before it never came.</param>
/// <param name="HasEnded">The call is over; nothing brings it back.</param>
internal readonly record struct CallCursor(long Epoch, int CallSequence, bool HasGap, bool HasEnded);

/// <summary>What the order needs to know of a journalled event.</summary>
/// <param name="Id">Its place in the journal.</param>
/// <param name="Epoch">Its epoch's number, in the order of first arrival.</param>
/// <param name="CallSequence">Its count within the call, or null where the PBX keeps none.</param>
/// <param name="ReceivedAt">When it was journalled, by the database's clock.</param>
/// <param name="CountsLate">It tells of an arrival, without which the call is not known, or of an end, of a leg or of the call.</param>
/// <param name="EndsCall">It tells of the call's end.</param>
internal sealed record WaitingEvent(
    long Id, long Epoch, int? CallSequence, DateTimeOffset ReceivedAt, bool CountsLate, bool EndsCall);

/// <summary>What to do with one event.</summary>
/// <param name="Event">The event.</param>
/// <param name="Verdict">What becomes of it.</param>
/// <param name="IsAfterGap">Something before it never came.</param>
internal sealed record Step(WaitingEvent Event, Verdict Verdict, bool IsAfterGap = false);

/// <summary>What is done now.</summary>
/// <param name="Steps">In this order.</param>
/// <param name="Cursor">How far the call is afterwards.</param>
/// <param name="LookAgainAt">When the rest stops waiting for what is missing, or null where nothing waits.</param>
internal sealed record Plan(IReadOnlyList<Step> Steps, CallCursor Cursor, DateTimeOffset? LookAgainAt);

/// <summary>What becomes of an event.</summary>
internal enum Verdict
{
    /// <summary>It is told to the Calls module.</summary>
    Apply,

    /// <summary>It came after what it precedes was applied; it stays in the journal only.</summary>
    Late,

    /// <summary>It would bring an ended call back; it stays in the journal and is counted.</summary>
    Revival,
}
