using System.ComponentModel.DataAnnotations;

namespace ContactCenter.Access;

/// <summary>The settings under <c>Access</c>.</summary>
internal sealed class AccessOptions
{
    /// <summary>
    /// The password of the demonstration accounts; without one they are not made. Twelve characters at least, because such
    /// an installation may well be reached by others.
    /// </summary>
    [MinLength(12), MaxLength(128)]
    public string? DemonstrationPassword { get; init => field = value is "" ? null : value; }

    /// <summary>
    /// The password of the account <c>admin</c>, made at the start where there is no administrator yet: the way into a new
    /// installation. To be changed after the first sign-in and removed from the settings.
    /// </summary>
    [MinLength(12), MaxLength(128)]
    public string? FirstAdministratorPassword { get; init => field = value is "" ? null : value; }

    /// <summary>Wrong passwords in a row after which a log-in name is locked.</summary>
    [Range(1, 100)]
    public int FailuresUntilLock { get; init; } = 5;

    /// <summary>
    /// How long the first lock holds; each further wrong password doubles it, up to 32 times. Short, because a lock is also
    /// a way to keep an agent from the telephone.
    /// </summary>
    [Range(1, 3600)]
    public int LockSeconds { get; init; } = 60;

    /// <summary>Sign-ins that one host looks at for one log-in name within a minute, right or wrong.</summary>
    [Range(1, 100_000)]
    public int AttemptsPerLogInAndMinute { get; init; } = 60;

    /// <summary>
    /// Wrong passwords that one host takes from one address within a minute. Only wrong ones count: a whole shift signs in
    /// from behind one address.
    /// </summary>
    [Range(1, 100_000)]
    public int FailuresPerAddressAndMinute { get; init; } = 30;

    /// <summary>How long a token for a program is good for.</summary>
    [Range(1, 1440)]
    public int TokenMinutes { get; init; } = 60;
}
