using System.Text;
using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.EventApi.Intake;
using ContactCenter.Telephony.EventApi.Ordering;
using NUnit.Framework;

namespace ContactCenter.Unit.Telephony.EventApi;

public sealed class TranslationTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Stamp Stamp = new("pbx", "e", "1", 1, 1, Noon);

    [TestCase("call.leg.state_changed", """{"callId":"c","legId":"l","state":"alerting"}""", ExpectedResult = typeof(PartyAlerting))]
    [TestCase("call.leg.state_changed", """{"callId":"c","legId":"l","state":"answered"}""", ExpectedResult = typeof(PartyAnswered))]
    [TestCase("call.leg.state_changed", """{"callId":"c","legId":"l","state":"held"}""", ExpectedResult = typeof(PartyHeld))]
    [TestCase("call.leg.state_changed", """{"callId":"c","legId":"l","state":"retrieved"}""", ExpectedResult = typeof(PartyRetrieved))]
    [TestCase("call.leg.state_changed", """{"callId":"c","legId":"l","peerLegId":"m","state":"bridged"}""", ExpectedResult = typeof(PartiesBridged))]
    [TestCase("call.leg.state_changed", """{"callId":"c","legId":"l","state":"ended"}""", ExpectedResult = typeof(PartyLeft))]
    [TestCase("call.leg.state_changed", """{"callId":"c","state":"ended"}""", ExpectedResult = typeof(CallEnded))]
    [TestCase("call.ended", """{"callId":"c"}""", ExpectedResult = typeof(CallEnded))]
    [TestCase("call.prompt.finished", """{"callId":"c","legId":"l","prompt":"p"}""", ExpectedResult = typeof(PromptFinished))]
    [TestCase("call.digits.pressed", """{"callId":"c","legId":"l","digits":"1#"}""", ExpectedResult = typeof(DigitsPressed))]
    [TestCase("call.transfer.requested", """{"callId":"c","legId":"l","target":"12319"}""", ExpectedResult = typeof(TransferAsked))]
    [TestCase("command.failed", """{"callId":"c","correlationId":"0198f0a0-0000-7000-8000-000000000001"}""", ExpectedResult = typeof(CommandFailed))]
    [TestCase("command.done", """{"callId":"c","correlationId":"0198f0a0-0000-7000-8000-000000000001"}""", ExpectedResult = null)]
    [TestCase("call.leg.state_changed", """{"callId":"c","legId":"l","state":"queued"}""", ExpectedResult = null)]
    [TestCase("call.leg.state_changed", """{"callId":"c","legId":"l","state":"levitating"}""", ExpectedResult = null)]
    public Type? Each_event_says_one_thing(string type, string data) =>
        Translation.ToSignal(Reading(type, data), Stamp, "c", leg => leg)?.GetType();

    [TestCase("caller_hangup", "citizen", EndedBy.Party, "hangup")]
    [TestCase("no_answer", null, EndedBy.Party, "no_answer")]
    [TestCase("busy", "agent", EndedBy.Party, "busy")]
    [TestCase("failed", "trunk", EndedBy.Carrier, "failed")]
    [TestCase("system", null, EndedBy.System, "hangup")]
    [TestCase("something-new", null, EndedBy.Carrier, "failed")]
    public void An_ending_is_told_in_the_words_that_are_counted(string reason, string? by, EndedBy whose, string word)
    {
        var data = $$"""{"callId":"c","end":{"reason":"{{reason}}","by":{{(by is null ? "null" : $"\"{by}\"")}},"q850":16} }""";
        var ended = (CallEnded)Translation.ToSignal(Reading("call.ended", data), Stamp, "c", leg => leg)!;
        Assert.That(ended.Ending, Is.EqualTo(new Ending(whose, word, 16)));
    }

    [Test]
    public void Legs_that_we_ordered_go_by_the_names_we_gave_them()
    {
        var signal = Translation.ToSignal(
            Reading("call.leg.state_changed", """{"callId":"c","legId":"theirs","state":"answered"}"""), Stamp, "ours",
            leg => leg is "theirs" ? "our-leg" : leg);
        Assert.That(signal, Is.EqualTo(new PartyAnswered(Stamp, "ours", "our-leg")));
    }

    [TestCase(0, 1, 0, Description = "A right clock: the event's own time.")]
    [TestCase(0, 60, 0, Description = "Sent late by a right clock: still the event's own time.")]
    [TestCase(3600, 3600, 3600, Description = "A clock an hour behind: when it was received.")]
    [TestCase(null, 1, 0, Description = "Not measured yet, and near enough.")]
    [TestCase(null, 60, 60, Description = "Not measured yet, and too far off.")]
    [TestCase(0, -30, -30, Description = "Out of the future, whatever the heartbeats say.")]
    public void Only_a_clock_that_is_right_is_trusted(int? skewSeconds, int receivedAfterSeconds, int trustedAfterSeconds) => Assert.That(
        Translation.TrustedTime(
            Noon, Noon.AddSeconds(receivedAfterSeconds), skewSeconds is { } skew ? TimeSpan.FromSeconds(skew) : null),
        Is.EqualTo(Noon.AddSeconds(trustedAfterSeconds)));

    private static EventReading Reading(string type, string data)
    {
        var reading = EventReading.Read(Encoding.UTF8.GetBytes(
            $$"""{"specversion":"1.0","id":"e","source":"pbx","type":"{{type}}","time":"2026-03-01T12:00:00Z","sequence":1,"epoch":"1","data":{{data}}}"""));
        Assert.That(reading.Fault, Is.Null);
        return reading;
    }
}
