using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Contracts.Intake;
using ContactCenter.Platform.Database;

namespace ContactCenter.Intake.Appeals;

/// <summary>Answers what other modules may ask about appeals.</summary>
internal sealed class AppealDirectory(Db db, IPersonalData personal, CallAtHand calls) : IAppeals
{
    public async Task<AppealFacts?> FindAsync(AppealId id, CancellationToken cancellationToken) =>
        await db.FindAsync<Appeal>(AppealRows.Find, new { id }, cancellationToken) is { } appeal
            ? new AppealFacts(
                id, appeal.Number, appeal.Channel, appeal.Type, appeal.Urgency, appeal.Category, appeal.Area, appeal.Line,
                appeal.Title, appeal.Brief, appeal.Secret, appeal.Anonymous, appeal.ReplyWanted,
                appeal is { Anonymous: false, Reach: not null }, appeal.ExternalSystem, appeal.ExternalNumber,
                appeal.UpstreamDeadline, appeal.CallId is { } call ? new CallId(call) : null,
                appeal.RegisteredBy is { } by ? new AccountId(by) : null, appeal.AcceptedAt ?? appeal.ReceivedAt)
            : null;

    public async Task<bool> IsOfCallerAtHandAsync(AppealId id, CallId call, AccountId agent, CancellationToken cancellationToken) =>
        await db.FindAsync<Appeal>(AppealRows.Find, new { id }, cancellationToken) is { Secret: false } appeal
            && await calls.OfAgentAsync(call, agent, cancellationToken) is { } facts
            && calls.PrintOf(facts) is { } print
            && appeal.IsFrom(print);

    public async Task<string?> RevealContactAsync(
        AppealId id, AccountId who, bool forUnit, string reason, CancellationToken cancellationToken) =>
        await db.FindAsync<Appeal>(AppealRows.Find, new { id }, cancellationToken) is { Anonymous: false, Reach: { } reach } appeal
            && !(forUnit && appeal.Secret)
            ? await personal.RevealAsync(new Reveal(who, $"appeal:{id}", "contactNumber", reason, reach), cancellationToken)
            : null;
}
