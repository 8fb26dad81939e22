using System.ComponentModel.DataAnnotations;

namespace ContactCenter.Telephony.Simulator;

/// <summary>The built-in switch; <c>Telephony:Simulator</c>.</summary>
internal sealed class SimulatorOptions
{
    /// <summary>Whether there is one. Never beside real telephones: its citizens take real agents' time.</summary>
    public bool Enabled { get; init; }

    /// <summary>Its name in every record.</summary>
    [Required, RegularExpression("^[a-z0-9][a-z0-9-]{0,40}$")]
    public string Source { get; init; } = "simulator";

    /// <summary>Calls in an hour at the busiest time of day; 0 for a switch that nobody calls by itself.</summary>
    [Range(0, 36_000)]
    public int CallsPerHour { get; init; } = 120;

    /// <summary>The same seed makes the same citizens and telephones in the same order.</summary>
    public int Seed { get; init; } = 12345;
}
