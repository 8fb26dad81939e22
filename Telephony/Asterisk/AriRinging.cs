using System.Net;
using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.Exchange;

namespace ContactCenter.Telephony.Asterisk;

/// <summary>Rings parties.</summary>
internal sealed class AriRinging(
    AriClient client, string app, AriCalls calls, AriTranslator translator, TimeProvider clock,
    Func<AriHeard, CancellationToken, ValueTask> tell)
{
    /// <summary>As <see cref="IExchangeSession.SendAsync"/>.</summary>
    internal async Task<string?> RingAsync(RingParty ring, CancellationToken cancellationToken)
    {
        AriLeg leg;
        bool called;
        lock (calls.Gate)
        {
            if (calls.IsGone(ring.Call))
            {
                return "gone";
            }

            leg = calls.Add(ring.Leg, ring.Call, rung: true);
            called = calls.FindLeg(ring.Call) is { Rung: false };
        }

        var answer = await client.SendAsync(RequestOf(ring, app, called), cancellationToken);
        var refusal = answer.Status is HttpStatusCode.Conflict && !await IsThereAsync(leg, cancellationToken)
            ? "unreachable"
            : answer.WhyNot();
        if (refusal is not null)
        {
            var heard = new AriHeard();
            lock (calls.Gate)
            {
                translator.Forget(leg, clock.GetUtcNow(), heard);
            }

            await tell(heard, cancellationToken);
        }

        return refusal;
    }

    /// <summary>
    /// Whether a leg that is said to exist already does, or did. Asterisk 22.10 remembers "already exists" for each connection
    /// and gives it as the reason of the next telephone that cannot be rung at all.
    /// </summary>
    private async Task<bool> IsThereAsync(AriLeg leg, CancellationToken cancellationToken)
    {
        var found = await client.SendAsync(AriRequest.Find(leg.Id), cancellationToken);
        lock (calls.Gate)
        {
            return found.IsDone || calls.IsGone(leg.Id);
        }
    }

    /// <param name="ring">Whom.</param>
    /// <param name="app">Where the leg goes when it picks up.</param>
    /// <param name="called">The citizen called: when that channel is gone Asterisk rings nobody.</param>
    private static AriRequest RequestOf(RingParty ring, string app, bool called) =>
        new(HttpMethod.Post, "channels", AriRequest.Json(body =>
        {
            body.WriteString("endpoint", ring.Address.Contains('/', StringComparison.Ordinal) ? ring.Address : $"PJSIP/{ring.Address}");
            body.WriteString("app", app);
            body.WriteString("appArgs", $"party,{ring.Call}");
            body.WriteString("channelId", ring.Leg);
            body.WriteNumber("timeout", ring.TimeoutSeconds);
            var number = string.Concat(ring.CallerNumber.Where(sign => char.IsAsciiDigit(sign) || sign is '+' or '*' or '#'));
            if (number.Length > 0)
            {
                body.WriteString("callerId", number);
            }

            if (called)
            {
                body.WriteString("originator", ring.Call);
            }

            body.WriteStartObject("variables");
            body.WriteStartObject(AriNames.CallVariable);
            body.WriteString("value", ring.Call);
            body.WriteBoolean("report_events", true);
            body.WriteEndObject();

            // A telephone's REFER is only told to us; Asterisk's own transfers would tear the call out of our hands.
            body.WriteString("PJSIP_TRANSFER_HANDLING()", "ari-only");
            if (ring.AutoAnswer)
            {
                // Two customs, for there is no rule that telephones follow: RFC 3261's headers with makers' parameters.
                body.WriteString("PJSIP_HEADER(add,Call-Info)", "<sip:contactcenter.invalid>;answer-after=0");
                body.WriteString("PJSIP_HEADER(add,Alert-Info)", "<http://contactcenter.invalid>;info=alert-autoanswer");
            }

            body.WriteEndObject();
        }));
}
