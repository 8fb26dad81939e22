using ContactCenter.Contracts.Calls;
using ContactCenter.Telephony.Exchange;
using NUnit.Framework;

namespace ContactCenter.RealCalls;

/// <summary>The steps that its tests are made of.</summary>
internal abstract partial class AdapterContract
{
    /// <summary>Connects as the link does: until the PBX answers and its events have come for half a second.</summary>
    private protected async Task ConnectAsync(Heard heard, string epoch)
    {
        Heard = heard;
        while (true)
        {
            try
            {
                Session = await Exchange.ConnectAsync(heard, epoch, CancellationToken.None);
                listening = new CancellationTokenSource();
                listens = Session.ListenAsync(listening.Token);
                for (var beat = 0; beat < 3; beat++)
                {
                    await Task.Delay(200);
                    await Session.PingAsync(CancellationToken.None);
                }

                return;
            }
            catch (ExchangeUnavailableException exception)
            {
                await TestContext.Progress.WriteLineAsync($"Connecting again: {exception.Message}");
                await Task.Delay(200);
            }
        }
    }

    private protected async Task DisconnectAsync()
    {
        await listening.CancelAsync();
        await Assert.ThatAsync(() => listens, Throws.InstanceOf<OperationCanceledException>());
        await Session.DisposeAsync();
        listening.Dispose();
    }

    private protected Task<string?> SendAsync(CallCommand command) => Session.SendAsync(command, CancellationToken.None);

    private protected async Task<string> ArriveAsync(TimeSpan? talk = null, TimeSpan? patience = null)
    {
        await DialAsync("12345", "13907460001", talk ?? TimeSpan.FromSeconds(20), patience);
        return (await Heard.NextAsync<Arrival>()).Call;
    }

    private protected async Task<string> RingAsync(string call, Phone phone, int timeoutSeconds = 20)
    {
        var ring = Ring(call, $"leg-{Guid.CreateVersion7():n}", phone, timeoutSeconds);
        Assert.That(await SendAsync(ring), Is.Null);
        return ring.Leg;
    }

    private protected async Task<(string Call, string Leg)> ConnectedAsync(Phone phone)
    {
        var call = await ArriveAsync();
        var leg = await RingAsync(call, phone);
        await Heard.NextAsync<PartyAnswered>(said => said.Leg == leg);
        Assert.That(await SendAsync(new ConnectParties(CommandId.New(), Exchange.Source, call, [call, leg])), Is.Null);
        await Heard.NextAsync<PartiesBridged>(said => said.Legs.Contains(leg));
        return (call, leg);
    }

    private protected async Task<IReadOnlyList<LiveCall>> LiveAsync() =>
        (await Session.TakeSnapshotAsync(CancellationToken.None)).Calls;

    private RingParty Ring(string call, string leg, Phone phone, int timeoutSeconds = 20) =>
        new(CommandId.New(), Exchange.Source, call, leg, AddressOf(phone), "13907460001", timeoutSeconds, AutoAnswer: false);
}
