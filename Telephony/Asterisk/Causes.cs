using ContactCenter.Contracts.Calls;

namespace ContactCenter.Telephony.Asterisk;

/// <summary>What an ITU-T Q.850 cause, as Asterisk reports it, says about how a leg ended.</summary>
internal static class Causes
{
    /// <summary>Asterisk's own for a leg whose media stopped (rtp_timeout).</summary>
    private const int MediaLost = 44;

    /// <summary>Asterisk's own for a call that was taken back (CANCEL) before it was answered.</summary>
    private const int Interworking = 127;

    /// <param name="cause">The cause; null or 0 where the PBX gave none.</param>
    /// <param name="ordered">We ended it.</param>
    /// <param name="answered">The party had picked up.</param>
    /// <param name="alerted">Its telephone had rung.</param>
    internal static Ending EndingOf(int? cause, bool ordered, bool answered, bool alerted)
    {
        var known = cause is 0 ? null : cause;
        if (ordered)
        {
            return new Ending(EndedBy.System, "hangup", known);
        }

        if (known is MediaLost)
        {
            return new Ending(EndedBy.Carrier, "media_lost", known);
        }

        return answered ? AfterAnswer(known) : BeforeAnswer(known, alerted);
    }

    private static Ending AfterAnswer(int? cause) => cause switch
    {
        // Without a cause, 16 normal, 17–21 a telephone's odd word for hanging up, 31 unspecified.
        null or (>= 16 and <= 21) or 31 or 32 or Interworking => new Ending(EndedBy.Party, "hangup", cause),
        _ => new Ending(EndedBy.Carrier, "failed", cause),
    };

    private static Ending BeforeAnswer(int? cause, bool alerted) => cause switch
    {
        null or 16 or 31 or 32 or Interworking => new Ending(EndedBy.Party, "hangup", cause),
        17 => new Ending(EndedBy.Party, "busy", cause),
        21 => new Ending(EndedBy.Party, "rejected", cause),

        // A telephone that is switched off ends like one that nobody picks up, only it never rang.
        18 or 19 when alerted => new Ending(EndedBy.Party, "no_answer", cause),

        // 1 unallocated, 2–3 no route, 18–20 absent, 22 changed, 27 out of order, 28 incomplete.
        1 or 2 or 3 or 18 or 19 or 20 or 22 or 27 or 28 => new Ending(EndedBy.Carrier, "unreachable", cause),
        _ => new Ending(EndedBy.Carrier, "failed", cause),
    };
}
