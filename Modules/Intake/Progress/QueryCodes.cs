using ContactCenter.Contracts.Access;
using ContactCenter.Intake.Appeals;

namespace ContactCenter.Intake.Progress;

/// <summary>Checks query codes.</summary>
internal sealed class QueryCodes(IPersonalData personal)
{
    internal bool Fits(Appeal appeal, string code) => appeal.HasCode(personal, code);
}
