using System.ComponentModel.DataAnnotations;

namespace ContactCenter.Calls;

/// <summary>Settings of the ACD; times in seconds.</summary>
internal sealed class CallsOptions
{
    /// <summary>The queue for whatever no rule maps; a call is never dropped for want of a rule. Default <c>general</c>.</summary>
    [Required]
    public string FallbackQueue { get; init; } = "general";

    /// <summary>How many offers in a row an agent may miss before being set not ready. Default 2.</summary>
    [Range(1, 10)]
    public int MissesBeforeNotReady { get; init; } = 2;

    /// <summary>How long a call is not offered again to an agent who missed or refused it. Default 60.</summary>
    [Range(0, 3600)]
    public int ExclusionSeconds { get; init; } = 60;

    /// <summary>How long after its last sign of life a console counts as there. Default 15.</summary>
    [Range(1, 300)]
    public int PresenceLeaseSeconds { get; init; } = 15;

    /// <summary>How long a silent console keeps its agent's state, without new offers. Default 20.</summary>
    [Range(1, 300)]
    public int PresenceGraceSeconds { get; init; } = 20;

    /// <summary>How long a telephone told to pick up by itself may take. Default 10.</summary>
    [Range(1, 60)]
    public int AutoAnswerSeconds { get; init; } = 10;

    /// <summary>Callers who gave up sooner than this are not called back (a slip of the finger). Default 3.</summary>
    [Range(0, 60)]
    public int ShortAbandonSeconds { get; init; } = 3;

    /// <summary>For how many hours a caller is given to the agent who answered last; 0 switches it off. Default 24.</summary>
    [Range(0, 720)]
    public int StickyHours { get; init; } = 24;

    /// <summary>For how many hours after its end an agent may have the number of an own call shown; leaders always may. Default 24.</summary>
    [Range(0, 8760)]
    public int RevealHours { get; init; } = 24;

    /// <summary>How often a missed caller is tried before giving up. Default 3.</summary>
    [Range(1, 10)]
    public int CallbackAttempts { get; init; } = 3;

    /// <summary>How long until the next attempt. Default 600.</summary>
    [Range(10, 86400)]
    public int CallbackRetrySeconds { get; init; } = 600;

    /// <summary>How long the citizen's telephone rings at a callback. Default 40.</summary>
    [Range(10, 120)]
    public int CallbackRingSeconds { get; init; } = 40;

    /// <summary>How many agents of a queue must be idle before a callback is offered, so that it does not cost a waiting caller. Default 1.</summary>
    [Range(1, 100)]
    public int IdleAgentsForCallback { get; init; } = 1;

    /// <summary>The trunk citizens are called back through, as the PBX names it. Default <c>trunk</c>.</summary>
    [Required]
    public string OutboundTrunk { get; init; } = "trunk";

    /// <summary>How many of the demonstration's agents play themselves, so that a demonstration lives. Default 0.</summary>
    [Range(0, 50)]
    public int PlayedAgents { get; init; }

    /// <summary>
    /// The demonstration agents' telephones: <c>{0}</c> is the agent's code, <c>{1}</c> the code without its first digit.
    /// Default <c>SIM/{0}</c>.
    /// </summary>
    [Required]
    public string DemonstrationPhone { get; init; } = "SIM/{0}";

    /// <summary>The number shown to citizens who are called back. Default 12345.</summary>
    public string OwnNumber { get; init; } = "12345";
}
