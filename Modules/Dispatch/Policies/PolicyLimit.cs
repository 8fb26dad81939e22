using System.ComponentModel.DataAnnotations;
using ContactCenter.Platform.Calendars;

namespace ContactCenter.Dispatch.Policies;

/// <summary>What a policy says of one term.</summary>
/// <param name="Term">The term.</param>
/// <param name="Amount">How much.</param>
/// <param name="Unit">Of what; null for a count.</param>
/// <param name="Source">Who says so: a law's article, a notice's number, or that it is proposed.</param>
internal sealed record PolicyLimit(
    Term Term, [property: Range(0, 1000)] int Amount, LimitUnit? Unit, [property: Required, StringLength(300)] string Source)
{
    /// <summary>Whether the term is a number of times rather than a time.</summary>
    internal bool IsCount => Term is Term.MaxExtensions or Term.MaxReturns or Term.MaxReworks or Term.CallbackAttempts;
}
