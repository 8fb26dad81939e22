using ContactCenter.Contracts.Calls;

namespace ContactCenter.Telephony.Asterisk;

/// <summary>The request that rings a party.</summary>
internal static class AriOriginate
{
    /// <param name="ring">Whom.</param>
    /// <param name="app">Where the leg goes when it picks up.</param>
    /// <param name="called">The citizen called: when that channel is gone Asterisk rings nobody.</param>
    internal static AriRequest Request(RingParty ring, string app, bool called) =>
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
