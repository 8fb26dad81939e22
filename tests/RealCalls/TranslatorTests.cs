using System.Text.Json;
using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.Asterisk;
using NUnit.Framework;

namespace ContactCenter.RealCalls;

/// <summary>Replays what an Asterisk 22.10.1 said in each situation, recorded once, without one running.</summary>
internal sealed class TranslatorTests
{
    [TestCase("a-normal-call", "Arrival PartyAnswered(citizen) PartyAlerting PartyAnswered PartiesBridged PartyLeft(citizen) PartyLeft CallEnded")]
    [TestCase("agent-hangs-up-first", "Arrival PartyAnswered(citizen) PartyAlerting PartyAnswered PartiesBridged PartyLeft PartyLeft(citizen) CallEnded")]
    [TestCase("nobody-answers", "Arrival PartyAnswered(citizen) PartyAlerting PartyLeft:no_answer PartyLeft(citizen) CallEnded")]
    [TestCase("given-up-before-answer", "Arrival PartyLeft(citizen) CallEnded")]
    [TestCase("given-up-while-ringing", "Arrival PartyAnswered(citizen) PartyAlerting PartyLeft(citizen) PartyLeft CallEnded")]
    [TestCase("telephone-switched-off", "Arrival PartyAnswered(citizen) PartyLeft:unreachable PartyLeft(citizen) CallEnded")]
    [TestCase("every-way-to-refuse", "Arrival PartyAnswered(citizen) PartyAlerting PartyLeft:busy PartyAlerting PartyLeft:no_answer "
        + "PartyAlerting PartyLeft:rejected PartyAlerting PartyLeft:unreachable PartyAlerting PartyLeft:failed PartyLeft(citizen) CallEnded")]
    [TestCase("telephone-holds", "Arrival PartyAnswered(citizen) PartyAlerting PartyAnswered PartiesBridged PartyHeld PartyRetrieved "
        + "PartyHeld PartyRetrieved PartyLeft PartyLeft(citizen) CallEnded")]
    [TestCase("keys-pressed", "Arrival PartyAnswered(citizen) PartyAlerting PartyAnswered PartiesBridged DigitsPressed DigitsPressed "
        + "DigitsPressed PartyLeft PartyLeft(citizen) CallEnded")]
    [TestCase("telephone-transfers", "Arrival PartyAnswered(citizen) PartyAlerting PartyAnswered PartiesBridged TransferAsked "
        + "PartyLeft PartyLeft(citizen) CallEnded")]
    public void A_recorded_call_is_told_in_the_words_of_the_port(string recorded, string story) =>
        Assert.That(string.Join(' ', Replay(recorded).Said.Select(Tell)), Is.EqualTo(story));

    [Test]
    public void An_arrival_carries_what_the_trunk_said()
    {
        var arrival = Replay("a-normal-call").Said[0].Arrival!;

        Assert.Multiple(() =>
        {
            Assert.That(arrival.Dialled, Is.EqualTo("12315"));
            Assert.That(arrival.Caller, Is.EqualTo("13800000001"));
            Assert.That(arrival.Stamp.At, Is.EqualTo(new DateTimeOffset(2026, 11, 23, 5, 49, 3, 893, TimeSpan.Zero)));
            Assert.That(arrival.Stamp.Epoch, Is.EqualTo("7.1"));
        });
    }

    [Test]
    public void A_blind_transfer_names_its_target_and_the_telephone_is_told_to_wait()
    {
        var heard = Replay("telephone-transfers");

        var asked = heard.Said.Select(said => said.Signal).OfType<TransferAsked>().Single();
        Assert.That((asked.Target, asked.Attended), Is.EqualTo(("2002", false)));
        Assert.That(heard.Chores.Select(chore => chore.Path), Has.One.EndsWith("transfer_progress?states=channel_progress"));
    }

    [Test]
    public void The_same_events_again_make_the_same_ids_and_nothing_more_of_what_can_happen_once()
    {
        var (calls, heard) = (new AriCalls(), new AriHeard());
        Replay("a-normal-call", calls, heard);
        var first = heard.Said.Select(said => said.Signal?.Stamp.Id ?? said.Arrival!.Stamp.Id).ToArray();
        Assert.That(first, Is.Unique);

        heard.Clear();
        Replay("a-normal-call", calls, heard);

        Assert.That(heard.Said.Select(said => said.Signal?.Stamp.Id ?? said.Arrival!.Stamp.Id), Is.SubsetOf(first));
    }

    [Test]
    public void Arguments_that_Asterisk_did_not_cut_at_a_bracket_are_cut()
    {
        Assert.That(AriArguments.Of(["inbound", "12(345,a%2Cb,", ""]), Is.EqualTo(["inbound", "12(345", "a%2Cb", "", ""]));
    }

    [Test]
    public void A_replaced_application_ends_the_connection()
    {
        using var said = JsonDocument.Parse("""{"type":"ApplicationReplaced","application":"contactcenter"}""");
        Assert.That(Translator(new AriCalls()).Translate(said.RootElement, new AriHeard()), Is.False);
    }

    private static AriHeard Replay(string recorded)
    {
        var heard = new AriHeard();
        Replay(recorded, new AriCalls(), heard);
        return heard;
    }

    private static void Replay(string recorded, AriCalls calls, AriHeard heard)
    {
        var translator = Translator(calls);
        string? call = null;
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Fixtures", $"{recorded}.jsonl")))
        {
            using var said = JsonDocument.Parse(line);
            if (said.RootElement.Text("type") is "StasisStart")
            {
                call ??= said.RootElement.Text("channel", "id");
            }

            // The command that rang this party is not in the recording.
            if (said.RootElement.Text("peer", "id") is { } rung && call is not null && !calls.IsGone(rung))
            {
                calls.Add(rung, call, rung: true);
            }

            translator.Translate(said.RootElement, heard);
        }
    }

    private static AriTranslator Translator(AriCalls calls) =>
        new("asterisk-1", "contactcenter", "7.1", calls, TimeProvider.System);

    private static string Tell(AriSaid said) => said switch
    {
        { Arrival: not null } => "Arrival",
        { Signal: PartyLeft left } when left.Leg == left.Call => "PartyLeft(citizen)",
        { Signal: PartyLeft { Ending.Reason: not "hangup" } left } => $"PartyLeft:{left.Ending.Reason}",
        { Signal: PartyAnswered answered } when answered.Leg == answered.Call => "PartyAnswered(citizen)",
        _ => said.Signal!.GetType().Name,
    };
}
