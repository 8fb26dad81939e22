using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Intake.Appeals;
using ContactCenter.Platform.Database;

namespace ContactCenter.Intake.Callers;

/// <summary>Finds the caller that a call or an appeal is from.</summary>
internal sealed class CallerBook(Db db, IPersonalData personal, CallAtHand calls)
{
    /// <summary>The number behind a call at hand, or behind an appeal in sight; null where it is withheld or not there.</summary>
    internal Number? NumberOf(CallFacts call) => call.Caller is { } caller ? NumberOf(caller) : null;

    /// <summary>The number an appeal can be traced to.</summary>
    internal Number? NumberOf(Appeal appeal) =>
        (appeal.CallerNumberSealed ?? appeal.ContactNumberSealed) is { } token ? NumberOf(new Sealed(token)) : null;

    internal Task<Caller?> FindAsync(string print, CancellationToken cancellationToken) =>
        db.FindAsync<Caller>(Caller.FindByPrint, new { print }, cancellationToken);

    /// <summary>The caller of this number, made known where not known before.</summary>
    internal static async Task<Caller> EnsureAsync(Work work, Number number) => (await work.FindAsync<Caller>(Caller.Ensure, new
    {
        Id = Guid.CreateVersion7(), number.Print, Sealed = number.Value.Token,
    }))!;

    internal Task<IReadOnlyList<CallFacts>> CallsOfAsync(string print, int atMost, CancellationToken cancellationToken) =>
        calls.EarlierAsync(print, atMost, cancellationToken);

    private Number NumberOf(Sealed value)
    {
        var plain = personal.Open(value);
        return new Number(value, personal.Fingerprint(PersonalKind.Phone, plain), personal.Mask(PersonalKind.Phone, plain));
    }

    /// <summary>A telephone number, without being one in clear.</summary>
    internal sealed record Number(Sealed Value, string Print, string Masked);
}
