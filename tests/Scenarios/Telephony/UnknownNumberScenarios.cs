using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Telephony;

/// <summary>Calls to numbers that no line has, reported by a PBX over the event API.</summary>
public sealed class UnknownNumberScenarios
{
    private ContactCenterHost host = null!;
    private HttpClient admin = null!;
    private HttpClient pbx = null!;
    private byte[] key = [];

    [OneTimeSetUp]
    public async Task Start()
    {
        host = await ContactCenterHost.StartAsync();
        admin = await host.SignInAsync("admin");
        pbx = host.CreateClient();
        var source = await admin.PostAsync("/api/telephony/sources", new { source = "pbx-1", kind = "test", name = "测试交换机" })
            .ReadAsync(HttpStatusCode.Created);
        key = Convert.FromBase64String(((string)source["secret"]!)["whsec_".Length..]);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        pbx.Dispose();
        admin.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task A_call_to_a_number_that_no_line_has_waits_in_the_general_queue_and_is_counted()
    {
        await Arrive("u1", "0731-12345");
        await Arrive("u2", "+8673112345");
        await Arrive("u3", "+86 138 1234 5678");
        await Arrive("u4", "'; drop table telephony.lines; --");
        await Arrive("u5", "12315");

        await Assert.ThatAsync(Counted, Is.EquivalentTo(["0731 12345: 2", " +86138****5678: 1", " : 1"])
            .After(10).Seconds.PollEvery(100).MilliSeconds);
        await Assert.ThatAsync(Waiting, Is.EquivalentTo(
            [
                "general: 0731-12345", "general: +8673112345", "general: +86 138 1234 5678",
                "general: '; drop table telephony.lines; --", "market: 12315",
            ]).After(10).Seconds.PollEvery(100).MilliSeconds);
    }

    private async Task<IEnumerable<string>> Counted() =>
        (await admin.GetAsync("/api/telephony/unknown-numbers").ReadAsync())["numbers"]!.AsArray()
            .Select(item => $"{item!["area"]} {item["number"]}: {item["calls"]}");

    /// <summary>The queue each call waits in, and what was dialled, which it keeps.</summary>
    private async Task<IEnumerable<string>> Waiting() =>
        (await admin.GetAsync("/api/calls/board").ReadAsync())["calls"]!.AsArray()
            .Select(call => $"{call!["queue"]}: {call["dialled"]}");

    private async Task Arrive(string call, string dialled)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            specversion = "1.0",
            id = $"e-{call}",
            source = "pbx-1",
            type = "call.leg.state_changed",
            time = TimeProvider.System.GetUtcNow(),
            sequence = int.Parse(call[1..], null),
            epoch = "1",
            callseq = 1,
            data = new
            {
                callId = call, legId = $"{call}-a", direction = "inbound", state = "offered", dialled,
                party = new { role = "citizen", address = "13800000001" },
            },
        });
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        byte[] signed = [.. Encoding.UTF8.GetBytes($"m-{call}.{now}."), .. body];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/telephony/v1/events");
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json");
        request.Headers.Add("webhook-id", $"m-{call}");
        request.Headers.Add("webhook-timestamp", $"{now}");
        request.Headers.Add("webhook-source", "pbx-1");
        request.Headers.Add("webhook-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)));
        using var answer = await pbx.SendAsync(request);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }
}
