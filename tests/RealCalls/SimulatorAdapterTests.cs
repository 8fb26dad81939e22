using ContactCenter.Telephony.Exchange;
using ContactCenter.Telephony.Simulator;
using NUnit.Framework;

namespace ContactCenter.RealCalls;

/// <summary>The contract against the built-in switch.</summary>
[TestFixture]
internal sealed class SimulatorAdapterTests : AdapterContract
{
    private readonly SimulatedSwitch exchange = new(new SimulatorOptions(), TimeProvider.System);

    private protected override IExchange Exchange => exchange;

    private protected override Task DialAsync(string dialled, string caller, TimeSpan? talk = null, TimeSpan? patience = null)
    {
        exchange.Dial(dialled, caller, talk ?? TimeSpan.FromSeconds(20), patience ?? TimeSpan.FromSeconds(30));
        return Task.CompletedTask;
    }

    private protected override string AddressOf(Phone phone) => phone switch
    {
        Phone.Answers => "SIM/soon",
        Phone.Silent => "SIM/silent",
        Phone.Busy => "SIM/busy",
        Phone.Declines => "SIM/declines",
        Phone.HangsUpFirst => "SIM/leaves",
        Phone.Holds => "SIM/holds",
        _ => "PJSIP/nobody",
    };
}
