namespace ContactCenter.Telephony.Simulator;

/// <summary>How a telephone on the simulated switch behaves when it is rung.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="After">When it does it, after it began to ring.</param>
/// <param name="Talk">When it hangs up by itself after picking up; null for never.</param>
/// <param name="Holds">It puts the other side on hold for a while.</param>
internal sealed record SimulatedPhone(
    SimulatedPhoneKind Kind, TimeSpan After, TimeSpan? Talk = null, bool Holds = false)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// <c>SIM/1001</c> and every other <c>SIM/…</c> is an agent's telephone: picked up after 2–6 s, or at once where it is to
    /// pick up by itself. <c>SIM/soon</c>, <c>busy</c>, <c>silent</c>, <c>declines</c>, <c>leaves</c> and <c>holds</c> do what they say, for
    /// trying things out. <c>number@trunk</c> is somebody in a sub-centre or department, who now and then is not there.
    /// Nothing else exists.
    /// </summary>
    internal static SimulatedPhone At(string address, bool autoAnswer, Random random) => address switch
    {
        "SIM/soon" => new SimulatedPhone(SimulatedPhoneKind.Answers, Soon),
        "SIM/busy" => new SimulatedPhone(SimulatedPhoneKind.Busy, Soon),
        "SIM/silent" => new SimulatedPhone(SimulatedPhoneKind.Silent, TimeSpan.Zero),
        "SIM/declines" => new SimulatedPhone(SimulatedPhoneKind.Declines, Soon),
        "SIM/leaves" => new SimulatedPhone(SimulatedPhoneKind.Answers, Soon, Talk: TimeSpan.FromMilliseconds(700)),
        "SIM/holds" => new SimulatedPhone(SimulatedPhoneKind.Answers, Soon, Holds: true),
        _ when address.StartsWith("SIM/", StringComparison.Ordinal) => new SimulatedPhone(
            SimulatedPhoneKind.Answers, autoAnswer ? Soon : TimeSpan.FromSeconds(2 + (random.NextDouble() * 4))),
        _ when address.Contains('@', StringComparison.Ordinal) => new SimulatedPhone(
            random.NextDouble() < 0.8 ? SimulatedPhoneKind.Answers : SimulatedPhoneKind.Silent,
            TimeSpan.FromSeconds(3 + (random.NextDouble() * 5))),
        _ => new SimulatedPhone(SimulatedPhoneKind.Absent, TimeSpan.Zero),
    };
}

/// <summary>What a telephone does.</summary>
internal enum SimulatedPhoneKind
{
    /// <summary>Picks up.</summary>
    Answers,

    /// <summary>Rings until it is left alone.</summary>
    Silent,

    /// <summary>Is in use.</summary>
    Busy,

    /// <summary>Is turned away by its owner.</summary>
    Declines,

    /// <summary>Is not there.</summary>
    Absent,
}
