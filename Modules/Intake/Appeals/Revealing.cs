using ContactCenter.Contracts.Access;

namespace ContactCenter.Intake.Appeals;

/// <summary>Shows a sealed datum to a person, logged first.</summary>
internal sealed class Revealing(IPersonalData personal)
{
    internal Task<string> ShowAsync(Reveal reveal, CancellationToken cancellationToken) =>
        personal.RevealAsync(reveal, cancellationToken);
}
