using ContactCenter.Contracts.Access;

namespace ContactCenter.Intake.Drafts;

/// <summary>Unfinished forms hold numbers and names, and are sealed as a whole.</summary>
internal sealed class DraftSeal(IPersonalData personal)
{
    internal string Seal(string body) => personal.Seal(PersonalKind.Narrative, body).Token;

    internal string Open(string token) => personal.Open(new Sealed(token));
}
