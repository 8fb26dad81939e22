using ContactCenter.Contracts.Access;

namespace ContactCenter.Intake.Citizens;

/// <summary>Who an appeal is from, as it is stored: sealed values and the fingerprints they are found by.</summary>
internal sealed record Citizen
{
    public string? CallerNumberSealed { get; init; }

    public string? CallerNumberPrint { get; init; }

    public string? ContactNumberSealed { get; init; }

    public string? ContactNumberPrint { get; init; }

    public string? CallerNameSealed { get; init; }

    public string? IdentityNumberSealed { get; init; }

    public string? IdentityNumberPrint { get; init; }

    public string? AddressSealed { get; init; }

    public string? CompanyNameSealed { get; init; }

    /// <summary>Where a message or a call would reach the citizen: the number given for it, else the one called from.</summary>
    internal Sealed? Reach => (ContactNumberSealed ?? CallerNumberSealed) is { } token ? new Sealed(token) : null;
}
