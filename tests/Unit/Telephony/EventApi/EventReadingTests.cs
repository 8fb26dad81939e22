using System.Text;
using ContactCenter.Telephony.EventApi.Intake;
using CsCheck;
using NUnit.Framework;

namespace ContactCenter.Unit.Telephony.EventApi;

public sealed class EventReadingTests
{
    private const string Good = """
        {"specversion":"1.0","id":"e1","source":"pbx","type":"call.leg.state_changed","time":"2026-03-01T02:03:04.123456Z",
         "sequence":"0000000000001742","epoch":"2026-02-28T23:00:00Z/7","callseq":5,"vendor":{"any":["thing"]},
         "data":{"callId":"c","legId":"l","state":"answered","party":{"role":"agent","agentId":"7"},"userData":{"x":null}}}
        """;

    [Test]
    public void A_good_event_is_read_with_what_is_known_of_it()
    {
        var reading = Read(Good);
        Assert.Multiple(() =>
        {
            Assert.That(reading.Fault, Is.Null);
            Assert.That(reading.IsKnown, Is.True);
            Assert.That(reading.Call, Is.EqualTo("c"));
            Assert.That(reading.Event!.Sequence, Is.EqualTo(1742));
            Assert.That(reading.Event.Time, Is.EqualTo(new DateTimeOffset(2026, 3, 1, 2, 3, 4, 123, 456, TimeSpan.Zero)));
        });
    }

    [TestCase("call.new.thing", "{\"callId\":\"c\"}", "c", Description = "It has its place in the call's count.")]
    [TestCase("call.new.thing", "{\"callId\":{\"x\":1}}", "")]
    [TestCase("call.new.thing", "{\"callId\":\"a\\u0000\"}", "")]
    [TestCase("call.new.thing", "[1,2]", "")]
    [TestCase("call.new.thing", "\"text\"", "")]
    public void An_unknown_type_is_kept_whatever_its_data_are(string type, string data, string call)
    {
        var reading = Read(
            $$"""{"specversion":"1.0","id":"e","source":"p","type":"{{type}}","time":"2026-03-01T02:03:04Z","sequence":1,"epoch":"e","data":{{data}}}""");
        Assert.Multiple(() =>
        {
            Assert.That(reading.Fault, Is.Null);
            Assert.That(reading.IsKnown, Is.False);
            Assert.That(reading.Call, Is.EqualTo(call));
        });
    }

    [Test]
    public void No_bytes_at_all_throw() => Gen.Byte.Array[0, 300].Sample(bytes => Judged(EventReading.Read(bytes)));

    [Test]
    public void No_change_to_a_good_event_throws() =>
        (from place in Gen.Int[0, Good.Length - 1]
         from length in Gen.Int[0, 20]
         from put in OneOf(
             "", "\"", "{", "}", "[", "\\ud800", "\\u0000", "null", "1e999", "-", ",", ":", "\0", "数", "\"id\":\"x\",", "[[[[", "true")
         select (place, length, put))
        .Sample(made =>
        {
            var text = Good.Remove(made.place, Math.Min(made.length, Good.Length - made.place)).Insert(made.place, made.put);
            Judged(Read(text));
        });

    [Test]
    public void The_events_of_a_batch_are_cut_out_byte_for_byte() =>
        OneOf("{}", " {\"a\":[1,{\"b\":2}]} ", "\"x\"", "1.50", "null", "[ ]", "{\"数\":\"\\u4e00\"}").List[1, 20].Sample(parts =>
        {
            var events = BatchSplitter.Split(Encoding.UTF8.GetBytes($"[{string.Join(',', parts)}]"), out var fault);
            Assert.That(fault, Is.Null);
            Assert.That(events.Select(one => Encoding.UTF8.GetString(one.Span)), Is.EqualTo(parts.Select(part => part.Trim())));
        });

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(place => texts[place]);

    private static EventReading Read(string text) => EventReading.Read(Encoding.UTF8.GetBytes(text));

    /// <summary>It is either complete, or refused with a documented status.</summary>
    private static void Judged(EventReading reading)
    {
        if (reading.Fault is { } fault)
        {
            Assert.That(fault.Status, Is.EqualTo(400).Or.EqualTo(422));
        }
        else
        {
            Assert.That(reading.Event, Has.Property("Id").Not.Null.And.Property("Source").Not.Null.And.Property("Time").Not.Null);
        }
    }
}
