using ContactCenter.Support;
using ContactCenter.Telephony.Asterisk;
using ContactCenter.Telephony.Exchange;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace ContactCenter.RealCalls;

/// <summary>The contract against a real Asterisk, with sipp as every citizen and telephone.</summary>
[Category("RealCall")]
internal sealed class AsteriskAdapterTests : AdapterContract
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private readonly List<Sipp> phones = [];
    private readonly List<Sipp> citizens = [];
    private AsteriskServer asterisk = null!;
    private AriExchange exchange = null!;

    private protected override IExchange Exchange => exchange;

    [OneTimeSetUp]
    public async Task Start()
    {
        asterisk = await AsteriskServer.StartAsync(new AsteriskPhones(Agents: 8, PortPerAgent: true));
        exchange = new AriExchange(
            new AsteriskOptions
            {
                Source = asterisk.Name,
                Url = asterisk.Ari,
                User = asterisk.AriUser,
                Password = asterisk.AriPassword,
            },
            new PromptOptions(),
            TimeProvider.System,
            NullLogger.Instance);
        var soon = TimeSpan.FromMilliseconds(200);
        await AddAsync(Phone.Answers, "phone", new SippCall(Calls: null, Ring: soon, Talk: Long));
        await AddAsync(Phone.Silent, "phone-silent", new SippCall(Calls: null, Ring: Long));
        await AddAsync(Phone.Busy, "phone-busy", new SippCall(Calls: null));
        await AddAsync(Phone.Declines, "phone-declines", new SippCall(Calls: null, Ring: soon));
        await AddAsync(Phone.HangsUpFirst, "phone", new SippCall(Calls: null, Ring: soon, Talk: TimeSpan.FromMilliseconds(700)));
        await AddAsync(Phone.Holds, "phone-holds", new SippCall(Calls: null, Ring: soon, Talk: TimeSpan.FromMilliseconds(500)));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        foreach (var phone in phones)
        {
            await phone.DisposeAsync();
        }

        exchange.Dispose();
        await asterisk.DisposeAsync();
    }

    [TearDown]
    public async Task HangUpCitizens()
    {
        foreach (var citizen in citizens)
        {
            await citizen.DisposeAsync();
        }

        citizens.Clear();
    }

    private protected override Task DialAsync(string dialled, string caller, TimeSpan? talk = null, TimeSpan? patience = null)
    {
        citizens.Add(Sipp.Call(
            asterisk,
            new SippCall(dialled, caller, Ring: patience ?? TimeSpan.FromSeconds(30), Talk: talk),
            patience is null ? "caller" : "caller-gives-up"));
        return Task.CompletedTask;
    }

    private protected override string AddressOf(Phone phone) =>
        phone is Phone.Absent ? "PJSIP/nobody" : $"PJSIP/agent{NumberOf(phone)}";

    [Test]
    public async Task The_numbers_a_call_was_sent_to_before_are_told_whatever_signs_they_carry()
    {
        citizens.Add(Sipp.Call(asterisk, new SippCall(
            "0746-12345",
            "13907460001",
            Talk: TimeSpan.FromSeconds(20),
            Headers: "Diversion: \"a(b,c\" <sip:074612315@carrier>;reason=unconditional\n"
                + "History-Info: <sip:12333@carrier>;index=1, <sip:12345@carrier>;index=1.1\n"
                + "P-Called-Party-ID: <sip:12345@carrier>")));

        var arrival = await Heard.NextAsync<Arrival>();

        Assert.Multiple(() =>
        {
            Assert.That(arrival.Dialled, Is.EqualTo("0746-12345"));
            Assert.That(arrival.Diversion, Is.EqualTo("\"a(b,c\" <sip:074612315@carrier>;reason=unconditional"));
            Assert.That(arrival.HistoryInfo, Is.EqualTo("<sip:12333@carrier>;index=1, <sip:12345@carrier>;index=1.1"));
            Assert.That(arrival.CalledParty, Is.EqualTo("<sip:12345@carrier>"));
        });
    }

    [Test]
    public async Task Connecting_again_and_again_never_leaves_a_mute_connection()
    {
        for (var round = 0; round < 10; round++)
        {
            await DisconnectAsync();
            await ConnectAsync(new Heard(), $"{round}.1");
        }

        await DialAsync("12345", "13907460001", talk: TimeSpan.FromSeconds(20));
        await Heard.NextAsync<Arrival>();
    }

    private static int NumberOf(Phone phone) => 1001 + (int)phone;

    private async Task AddAsync(Phone phone, string scenario, SippCall call) =>
        phones.Add(await Sipp.AnswerAsync(asterisk.PortOf(NumberOf(phone)), call, scenario));
}
