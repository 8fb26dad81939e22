using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;

namespace ContactCenter.Calls.Turns;

/// <summary>A command is done when a signal says so, never before.</summary>
internal static class Confirmation
{
    private const string Confirm = """
        update calls.commands
        set state = 'confirmed', settled_at = clock_timestamp()
        where call_id = $1 and type = any($2) and ($3::text is null or leg = $3) and state in ('written', 'sent', 'unknown')
        """;

    // Only those of these parties: word of an earlier pair must not settle the command for the next one before it is sent.
    private const string ConfirmConnection = """
        update calls.commands
        set state = 'confirmed', settled_at = clock_timestamp()
        where call_id = $1 and type = 'connectParties' and state in ('written', 'sent', 'unknown')
          and (payload::jsonb -> 'legs' @> to_jsonb($2::text[]) or payload::jsonb -> 'legs' <@ to_jsonb($2::text[]))
        """;

    // The first of this prompt: a later one, the next announcement, has not been heard yet.
    private const string ConfirmPrompt = """
        update calls.commands
        set state = 'confirmed', settled_at = clock_timestamp()
        where id = (
            select id
            from calls.commands
            where call_id = $1 and type = 'playPrompt' and leg = $2 and state in ('written', 'sent', 'unknown')
              and payload::jsonb ->> 'prompt' = $3
            order by place
            limit 1)
        """;

    private const string Fail = """
        update calls.commands set state = 'failed', settled_at = clock_timestamp(), result = $2 where id = $1
        """;

    internal static void Add(Batch batch, CallSignal signal)
    {
        var call = signal.CallId.Value;
        switch (signal)
        {
            case PartyAnswered one:
                Settle(one.Leg, "answerParty", "ringParty");
                break;
            case PartyAlerting one:
                Settle(one.Leg, "ringParty");
                break;
            case PartyHeld one:
                Settle(one.Leg, "holdParty");
                break;
            case PartyRetrieved one:
                Settle(one.Leg, "retrieveParty");
                break;
            case PartiesBridged one:
                batch.Add(ConfirmConnection, call, one.Legs.ToArray());
                break;
            case PromptFinished one:
                batch.Add(ConfirmPrompt, call, one.Leg, one.Prompt);
                break;
            case PartyLeft one:
                Settle(one.Leg, "ringParty", "hangUpParty");
                break;
            case CallEnded:
                Settle(null, "hangUpCall");
                break;
            case CommandFailed one:
                batch.Add(Fail, one.Command.Value, one.Reason);
                break;
        }

        void Settle(string? leg, params string[] types) => batch.Add(Confirm, call, types, leg);
    }
}
