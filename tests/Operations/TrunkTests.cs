using System.Text.Json.Nodes;
using ContactCenter.Support;
using NUnit.Framework;

namespace ContactCenter.Operations;

/// <summary>What a caller from the public network meets before any host of ours says a word.</summary>
[Category("Operations")]
[Category("RealCall")]
internal sealed class TrunkTests
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(3);

    private AsteriskServer _asterisk = null!;

    [OneTimeSetUp]
    public async Task StartAsterisk() =>
        _asterisk = await AsteriskServer.StartAsync(new AsteriskPhones(PortPerAgent: true, AwaySeconds: (int)Away.TotalSeconds));

    [OneTimeTearDown]
    public async Task StopAsterisk() => await _asterisk.DisposeAsync();

    [TestCase("12345")]
    [TestCase("7")]
    [TestCase("074612315")]
    [TestCase("0746-12315")]
    [TestCase("+8674612315")]
    [TestCase("008674612315")]
    [TestCase("12315;phone-context=+86746")]
    [TestCase("hotline")]
    public async Task Whatever_was_dialled_reaches_the_application_as_it_came(string dialled)
    {
        await using var application = await AriApplication.ConnectAsync(_asterisk);
        await using var caller = Sipp.Call(_asterisk, new SippCall(dialled, Ring: TimeSpan.FromSeconds(1)), "caller-gives-up");

        var start = await application.NextAsync("StasisStart");
        Assert.That(Arguments(start), Is.EqualTo($"inbound,{dialled}"));
        Assert.That((await caller.EndAsync()).Succeeded, Is.EqualTo(1));
    }

    [Test]
    public async Task A_caller_waits_with_music_while_no_host_is_connected_and_is_given_to_the_one_that_comes()
    {
        await using var caller = Sipp.Call(_asterisk, new SippCall("12333", Caller: "13907461234", Talk: TimeSpan.FromSeconds(8)));
        await Assert.ThatAsync(
            () => _asterisk.CliAsync("core show channels concise"),
            Does.Contain("!MusicOnHold!").After(5).Seconds.PollEvery(100).MilliSeconds);

        await using var application = await AriApplication.ConnectAsync(_asterisk);

        var start = await application.NextAsync("StasisStart");
        Assert.Multiple(() =>
        {
            Assert.That(Arguments(start), Is.EqualTo("inbound,12333"));
            Assert.That((string?)start["channel"]!["caller"]!["number"], Is.EqualTo("13907461234"));
            Assert.That((string?)start["channel"]!["state"], Is.EqualTo("Up"));
        });
        await application.DeleteAsync($"channels/{start["channel"]!["id"]}");
        Assert.That((await caller.EndAsync()).Succeeded, Is.EqualTo(1));
    }

    [Test]
    public async Task A_caller_whom_no_host_takes_is_told_so_and_cleared()
    {
        var result = await Sipp.CallToEndAsync(_asterisk, new SippCall("12345", Talk: TimeSpan.FromSeconds(60)));

        // The PBX hung up: a caller that waited a minute would have hung up by itself.
        Assert.That(result.Succeeded, Is.EqualTo(1), result.Errors);
        Assert.That(await _asterisk.CliAsync("core show channels concise"), Is.Empty);
    }

    [TestCase("phone", "Up")]
    [TestCase("phone-busy", "17")]
    [TestCase("phone-silent", "19")]
    [TestCase("phone-declines", "21")]
    public async Task A_desk_phone_answers_is_busy_is_silent_or_declines(string scenario, string outcome)
    {
        var port = _asterisk.PortOf(1003);
        await using var application = await AriApplication.ConnectAsync(_asterisk);
        await using var phone = await Sipp.AnswerAsync(port, new SippCall(Ring: TimeSpan.FromSeconds(1), Talk: TimeSpan.FromMilliseconds(200)), scenario);

        await application.PostAsync("channels?endpoint=PJSIP/agent1003&app=contactcenter&appArgs=agent&timeout=30&channelId=" + scenario);

        var ended = outcome == "Up" ? await application.NextAsync("StasisStart") : await application.NextAsync("ChannelDestroyed");
        Assert.That(outcome == "Up" ? (string?)ended["channel"]!["state"] : $"{ended["cause"]}", Is.EqualTo(outcome));
        var result = await phone.EndAsync();
        Assert.That(result.Succeeded, Is.EqualTo(1), result.Errors);
    }

    [TestCase("phone")]
    [TestCase("phone-silent")]
    [TestCase("phone-declines")]
    public async Task A_ringing_phone_can_be_told_to_stop(string scenario)
    {
        var port = _asterisk.PortOf(1004);
        await using var application = await AriApplication.ConnectAsync(_asterisk);
        await using var phone = await Sipp.AnswerAsync(port, new SippCall(Ring: TimeSpan.FromSeconds(20)), scenario);
        await application.PostAsync($"channels?endpoint=PJSIP/agent1004&app=contactcenter&timeout=30&channelId=stop-{scenario}");
        await Assert.ThatAsync(
            () => _asterisk.CliAsync("core show channels concise"), Does.Contain("!Ringing!").After(5).Seconds.PollEvery(50).MilliSeconds);

        await application.DeleteAsync($"channels/stop-{scenario}");

        var result = await phone.EndAsync();
        Assert.That(result.Succeeded, Is.EqualTo(1), result.Errors);
    }

    [Test]
    public async Task A_desk_phone_can_hold_and_take_back()
    {
        await using var application = await AriApplication.ConnectAsync(_asterisk);
        await using var phone = await Sipp.AnswerAsync(
            _asterisk.PortOf(1005), new SippCall(Talk: TimeSpan.FromMilliseconds(300)), "phone-holds");
        await application.PostAsync("channels?endpoint=PJSIP/agent1005&app=contactcenter&timeout=30&channelId=holds");

        await application.NextAsync("ChannelHold");
        await application.NextAsync("ChannelUnhold");

        var result = await phone.EndAsync();
        Assert.That(result.Succeeded, Is.EqualTo(1), result.Errors);
    }

    [Test]
    public async Task Audio_from_a_caller_arrives()
    {
        var call = new SippCall("600", Talk: TimeSpan.FromSeconds(20), Audio: true);
        await using var caller = Sipp.Call(_asterisk, call);

        // Columns of "pjsip show channelstats": … the fifth number from the left is the count of packets received.
        await Assert.ThatAsync(
            async () => Received(await _asterisk.CliAsync("pjsip show channelstats")),
            Is.GreaterThan(50).After(10).Seconds.PollEvery(200).MilliSeconds);
    }

    private static string Arguments(JsonNode start) =>
        string.Join(',', start["args"]!.AsArray().Take(2).Select(word => Uri.UnescapeDataString((string)word!)));

    private static int Received(string statistics) => statistics
        .Split('\n')
        .Where(row => row.Contains("alaw", StringComparison.Ordinal))
        .Select(row => row.Split("alaw")[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0])
        .Select(word => int.Parse(word, System.Globalization.CultureInfo.InvariantCulture))
        .FirstOrDefault();
}
