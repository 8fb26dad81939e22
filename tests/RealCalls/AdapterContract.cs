using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.Exchange;
using NUnit.Framework;

namespace ContactCenter.RealCalls;

/// <summary>
/// What every adapter to a PBX does, whatever the PBX. A fixture gives it a PBX with citizens who call and telephones that
/// behave in one way each.
/// </summary>
internal abstract partial class AdapterContract
{
    private protected enum Phone
    {
        Answers,
        Silent,
        Busy,
        Declines,
        HangsUpFirst,
        Holds,
        Absent,
    }

    private protected IExchangeSession Session { get; private set; } = null!;

    private protected Heard Heard { get; private set; } = null!;

    private CancellationTokenSource listening = null!;
    private Task listens = Task.CompletedTask;

    private protected abstract IExchange Exchange { get; }

    /// <summary>A citizen dials; hangs up so long after having been answered, or gives up so long after dialling.</summary>
    private protected abstract Task DialAsync(string dialled, string caller, TimeSpan? talk = null, TimeSpan? patience = null);

    private protected abstract string AddressOf(Phone phone);

    [SetUp]
    public Task Connect() => ConnectAsync(new Heard(), "1.1");

    [TearDown]
    public async Task HangUpEverything()
    {
        foreach (var call in (await Session.TakeSnapshotAsync(CancellationToken.None)).Calls)
        {
            await SendAsync(new HangUpCall(CommandId.New(), Exchange.Source, call.Call));
        }

        await Assert.ThatAsync(
            async () => (await Session.TakeSnapshotAsync(CancellationToken.None)).Calls.Count,
            Is.Zero.After(5).Seconds.PollEvery(50).MilliSeconds);
        await DisconnectAsync();
    }

    [Test]
    public async Task A_call_that_arrives_says_what_was_dialled_and_by_whom()
    {
        await DialAsync("12315", "13907460001", talk: TimeSpan.FromSeconds(20));

        var arrival = await Heard.NextAsync<Arrival>();
        Assert.Multiple(() =>
        {
            Assert.That(arrival.Dialled, Is.EqualTo("12315"));
            Assert.That(arrival.Caller, Is.EqualTo("13907460001"));
            Assert.That(arrival.Stamp.Source, Is.EqualTo(Exchange.Source));
            Assert.That(arrival.Stamp.Epoch, Is.EqualTo("1.1"));
        });
    }

    [Test]
    public async Task An_agent_rings_answers_and_is_connected_and_the_citizen_hangs_up()
    {
        var call = await ArriveAsync(talk: TimeSpan.FromSeconds(1));
        var leg = await RingAsync(call, Phone.Answers);
        await Heard.NextAsync<PartyAlerting>(said => said.Leg == leg);
        await Heard.NextAsync<PartyAnswered>(said => said.Leg == leg);

        Assert.That(await SendAsync(new ConnectParties(CommandId.New(), Exchange.Source, call, [call, leg])), Is.Null);

        var bridged = await Heard.NextAsync<PartiesBridged>();
        Assert.That(bridged.Legs, Is.EquivalentTo([call, leg]));
        var left = await Heard.NextAsync<PartyLeft>(said => said.Leg == call);
        Assert.That((left.Ending.By, left.Ending.Reason), Is.EqualTo((EndedBy.Party, "hangup")));
        await SendAsync(new HangUpParty(CommandId.New(), Exchange.Source, call, leg, "normal"));
        var other = await Heard.NextAsync<PartyLeft>(said => said.Leg == leg);
        Assert.That((other.Ending.By, other.Ending.Reason), Is.EqualTo((EndedBy.System, "hangup")));
        var ended = await Heard.NextAsync<CallEnded>(said => said.Call == call);
        Assert.That((ended.Ending.By, ended.Ending.Reason), Is.EqualTo((EndedBy.Party, "hangup")));
    }

    [Test]
    public async Task The_agent_hangs_up_first_and_the_citizen_stays_until_ended()
    {
        var (call, leg) = await ConnectedAsync(Phone.HangsUpFirst);

        var left = await Heard.NextAsync<PartyLeft>(said => said.Leg == leg);
        Assert.That((left.Ending.By, left.Ending.Reason), Is.EqualTo((EndedBy.Party, "hangup")));
        Assert.That((await LiveAsync()).Single().Legs, Is.EqualTo([call]));
        await SendAsync(new HangUpCall(CommandId.New(), Exchange.Source, call));
        var citizen = await Heard.NextAsync<PartyLeft>(said => said.Leg == call);
        Assert.That(citizen.Ending.By, Is.EqualTo(EndedBy.System));
        await Heard.NextAsync<CallEnded>(said => said.Call == call);
    }

    [TestCase(Phone.Silent, "no_answer", EndedBy.Party)]
    [TestCase(Phone.Busy, "busy", EndedBy.Party)]
    [TestCase(Phone.Declines, "rejected", EndedBy.Party)]
    public async Task An_agent_who_does_not_take_the_call_is_told_apart(object phone, string reason, EndedBy by)
    {
        var call = await ArriveAsync();

        var leg = await RingAsync(call, (Phone)phone, timeoutSeconds: 1);

        var left = await Heard.NextAsync<PartyLeft>(said => said.Leg == leg);
        Assert.That((left.Ending.By, left.Ending.Reason), Is.EqualTo((by, reason)));
        Assert.That((await LiveAsync()).Single().Legs, Is.EqualTo([call]), "the citizen still waits");
    }

    [Test]
    public async Task A_telephone_that_is_not_there_fails_the_command()
    {
        var call = await ArriveAsync();

        var refusal = await SendAsync(Ring(call, "leg-absent", Phone.Absent));

        Assert.That(refusal, Is.EqualTo("unreachable"), $"{Heard}");
        Assert.That((await LiveAsync()).Single().Legs, Is.EqualTo([call]));
    }

    [Test]
    public async Task A_ringing_telephone_is_silenced_when_the_offer_is_taken_back()
    {
        var call = await ArriveAsync();
        var leg = await RingAsync(call, Phone.Silent);
        await Heard.NextAsync<PartyAlerting>(said => said.Leg == leg);

        await SendAsync(new HangUpParty(CommandId.New(), Exchange.Source, call, leg, "rescinded"));

        var left = await Heard.NextAsync<PartyLeft>(said => said.Leg == leg);
        Assert.That(left.Ending.By, Is.EqualTo(EndedBy.System));
    }

    [Test]
    public async Task A_citizen_who_gives_up_while_waiting_ends_the_call()
    {
        var call = await ArriveAsync(patience: TimeSpan.FromSeconds(1));

        var left = await Heard.NextAsync<PartyLeft>(said => said.Leg == call);
        Assert.That((left.Ending.By, left.Ending.Reason), Is.EqualTo((EndedBy.Party, "hangup")));
        var ended = await Heard.NextAsync<CallEnded>(said => said.Call == call);
        Assert.That(ended.Ending.By, Is.EqualTo(EndedBy.Party));
        Assert.That(Heard.Story(call), Is.EqualTo([nameof(Arrival), nameof(PartyLeft), nameof(CallEnded)]));
    }

    [Test]
    public async Task Nobody_is_rung_for_a_citizen_who_is_gone()
    {
        var call = await ArriveAsync(patience: TimeSpan.FromMilliseconds(300));
        await Heard.NextAsync<CallEnded>(said => said.Call == call);

        Assert.That(await SendAsync(Ring(call, "leg-late", Phone.Answers)), Is.EqualTo("gone"));
    }

    [Test]
    public async Task A_waiting_citizen_is_picked_up_hears_music_and_a_prompt()
    {
        var call = await ArriveAsync();

        await SendAsync(new PlayMusic(CommandId.New(), Exchange.Source, call, call));
        await SendAsync(new PlayPrompt(CommandId.New(), Exchange.Source, call, call, "no-such-prompt", [3]));

        await Heard.NextAsync<PartyAnswered>(said => said.Leg == call);
        var finished = await Heard.NextAsync<PromptFinished>(said => said.Leg == call);
        Assert.That(finished.Prompt, Is.EqualTo("no-such-prompt"));
    }

    [Test]
    public async Task An_agent_who_answers_stops_the_prompt()
    {
        var call = await ArriveAsync();
        await SendAsync(new PlayPrompt(CommandId.New(), Exchange.Source, call, call, "queue-position-wait", [123, 456]));
        await SendAsync(new PlayMusic(CommandId.New(), Exchange.Source, call, call));
        var leg = await RingAsync(call, Phone.Answers);
        await Heard.NextAsync<PartyAnswered>(said => said.Leg == leg);

        await SendAsync(new ConnectParties(CommandId.New(), Exchange.Source, call, [call, leg]));

        await Heard.NextAsync<PartiesBridged>(withinSeconds: 1);
        await Heard.NextAsync<PromptFinished>(withinSeconds: 1);
    }

    [Test]
    public async Task A_party_is_put_on_hold_and_taken_back()
    {
        var (call, _) = await ConnectedAsync(Phone.Answers);

        await SendAsync(new HoldParty(CommandId.New(), Exchange.Source, call, call));
        await Heard.NextAsync<PartyHeld>(said => said.Leg == call);
        await SendAsync(new RetrieveParty(CommandId.New(), Exchange.Source, call, call));
        await Heard.NextAsync<PartyRetrieved>(said => said.Leg == call);
    }

    [Test]
    public async Task A_telephone_that_holds_and_takes_back_is_heard()
    {
        var (_, leg) = await ConnectedAsync(Phone.Holds);

        await Heard.NextAsync<PartyHeld>(said => said.Leg == leg);
        await Heard.NextAsync<PartyRetrieved>(said => said.Leg == leg);
    }

    [Test]
    public async Task Another_agent_takes_over_and_the_first_hears_nobody()
    {
        var (call, first) = await ConnectedAsync(Phone.Answers);
        var second = await RingAsync(call, Phone.Answers);
        await Heard.NextAsync<PartyAnswered>(said => said.Leg == second);

        await SendAsync(new ConnectParties(CommandId.New(), Exchange.Source, call, [call, second]));

        var bridged = await Heard.NextAsync<PartiesBridged>(said => said.Legs.Contains(second) && !said.Legs.Contains(first));
        Assert.That(bridged.Legs, Is.EquivalentTo([call, second]));
    }

    [Test]
    public async Task A_command_that_comes_twice_does_no_harm()
    {
        var call = await ArriveAsync();
        var ring = Ring(call, $"leg-{Guid.CreateVersion7():n}", Phone.Answers);
        Assert.That(await SendAsync(ring), Is.Null);
        Assert.That(await SendAsync(ring), Is.Null);
        await Heard.NextAsync<PartyAnswered>(said => said.Leg == ring.Leg);
        var connect = new ConnectParties(CommandId.New(), Exchange.Source, call, [call, ring.Leg]);
        Assert.That(await SendAsync(connect), Is.Null);
        await Heard.NextAsync<PartiesBridged>();
        Assert.That(await SendAsync(connect), Is.Null);
        var hangUp = new HangUpCall(CommandId.New(), Exchange.Source, call);
        Assert.That(await SendAsync(hangUp), Is.Null);
        await Heard.NextAsync<CallEnded>(said => said.Call == call);
        Assert.That(await SendAsync(hangUp), Is.Null);

        Assert.That(Heard.Signals.Select(said => said.Stamp.Id), Is.Unique);
        Assert.That(Heard.Signals.OfType<PartyAnswered>().Count(said => said.Leg == ring.Leg), Is.EqualTo(1));
        Assert.That(Heard.Signals.OfType<CallEnded>().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_new_connection_finds_what_is_alive_and_says_it_under_the_same_ids()
    {
        var (call, leg) = await ConnectedAsync(Phone.Answers);
        var before = Heard;
        await DisconnectAsync();

        await ConnectAsync(new Heard(), "2.1");

        var arrival = await Heard.NextAsync<Arrival>();
        var known = await before.NextAsync<Arrival>();
        Assert.That(arrival.Stamp.Id, Is.EqualTo(known.Stamp.Id));
        Assert.That(arrival.Stamp.Epoch, Is.EqualTo("2.1"));
        var answered = await Heard.NextAsync<PartyAnswered>(said => said.Leg == leg);
        Assert.That(before.Signals.Select(said => said.Stamp.Id), Does.Contain(answered.Stamp.Id));
        Assert.That((await LiveAsync()).Single().Legs, Is.EquivalentTo([call, leg]));
        await SendAsync(new HangUpParty(CommandId.New(), Exchange.Source, call, leg, "normal"));
        await Heard.NextAsync<PartyLeft>(said => said.Leg == leg);
    }

    [Test]
    public async Task A_call_that_arrived_while_nobody_listened_is_found()
    {
        await DisconnectAsync();
        await DialAsync("12345", "13907460009", talk: TimeSpan.FromSeconds(20));

        await ConnectAsync(new Heard(), "2.1");

        var arrival = await Heard.NextAsync<Arrival>();
        Assert.That(arrival.Dialled, Is.EqualTo("12345"));
    }
}
