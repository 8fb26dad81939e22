using ContactCenter.Calls.Live;
using ContactCenter.Calls.Signals;
using ContactCenter.Platform.Database;

namespace ContactCenter.Calls.Turns;

/// <summary>
/// The missed-call callback (漏接电话回拨) is written in the transaction that ends the call, so that none is forgotten: one
/// open row per number, however often the citizen gives up (国办函〔2025〕66号).
/// </summary>
internal static class MissedCalls
{
    private const string Open = """
        insert into calls.callbacks
            (id, caller, line, line_name, dialled, queue, source, missed_at, last_missed_at, next_attempt_at, caller_print,
             caller_shown)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11)
        on conflict (caller_print) where settled_at is null and caller_print <> '' do update    -- one per number: the first miss keeps its place
        set missed_calls = calls.callbacks.missed_calls + 1, last_missed_at = excluded.last_missed_at,
            version = calls.callbacks.version + 1
        """;

    // The citizen called again and was answered: nothing is left to call back for.
    private const string Reached = """
        update calls.callbacks
        set state = 'done', result = 'reached-by-own-call', settled_at = $2, settled_by = 'system', version = version + 1
        where caller_print = $1 and state = 'open'
        """;

    private const string Settle = """
        update calls.callbacks
        set state = case when $2 = 'answered' then 'done' when attempts >= $3 then 'given-up' else 'open' end,
            result = $2,
            settled_at = case when $2 = 'answered' or attempts >= $3 then $4::timestamptz end,
            settled_by = case when $2 = 'answered' or attempts >= $3 then 'system' end,
            next_attempt_at = $4::timestamptz + make_interval(secs => $5),
            version = version + 1
        where id = $1 and state = 'dialling' and call_id = $6
        """;

    private const string EndAttempt = """
        update calls.callback_attempts
        set ended_at = $3, result = $2, agent_id = $4
        where call_id = $1
        """;

    internal static void Add(Batch batch, CallPicture picture)
    {
        if (!picture.EndedNow)
        {
            return;
        }

        var call = picture.Call;
        if (call is { State: CallState.Ended, CallbackId: { } callback })
        {
            var result = call.Outcome is CallOutcome.Answered ? "answered" : call.EndReason ?? "failed";
            batch.Add(Settle, callback, result, picture.Options.CallbackAttempts, picture.Now.UtcDateTime,
                (double)picture.Options.CallbackRetrySeconds, call.Id.Value);
            batch.Add(EndAttempt, call.Id.Value, result, picture.Now.UtcDateTime, call.AgentId?.Value);
            return;
        }

        if (call is not { State: CallState.Ended, Direction: CallDirection.Inbound, CallerPrint.Length: > 0 })
        {
            return;
        }

        if (call.Outcome is CallOutcome.Answered or CallOutcome.Forwarded)
        {
            batch.Add(Reached, call.CallerPrint, picture.Now.UtcDateTime);
        }
        else if (call.Outcome is CallOutcome.Abandoned or CallOutcome.Overflowed or CallOutcome.Failed
            && (call.Outcome is not CallOutcome.Abandoned
                || picture.Now - call.ArrivedAt >= TimeSpan.FromSeconds(picture.Options.ShortAbandonSeconds)))
        {
            batch.Add(Open,
                Guid.CreateVersion7(), call.Caller, call.Line, call.LineName, call.Dialled,
                call.Queue ?? picture.Options.FallbackQueue, call.Source, call.ArrivedAt.UtcDateTime, picture.Now.UtcDateTime,
                call.CallerPrint, call.CallerShown);
        }
    }
}
