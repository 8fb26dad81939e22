using System.Text.Json;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Http;
using Npgsql;

namespace ContactCenter.Dispatch.Policies;

/// <summary>Writes versions of policies on behalf of a person, with the audit in the same transaction.</summary>
internal sealed class PolicyEditor(Db db, PolicyBook book, Bells bells)
{
    /// <summary>
    /// Writes a version. <paramref name="seen"/> is the version the person saw, null for a new policy; <paramref name="make"/>
    /// makes the next one of it. Answers null where there is no such policy.
    /// </summary>
    internal async Task<(Policy? Written, ProblemHttpResult? Refused)> WriteAsync(
        Guid id, int? seen, string act, Func<Policy?, Policy> make, CurrentUser user, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        var versions = await PolicyTable.LockAsync(work);
        var newest = versions.Where(policy => policy.Id == id).MaxBy(policy => policy.Version);
        if (seen is not null && newest is null)
        {
            return (null, null);
        }

        if (newest?.Version != seen)
        {
            return (null, Stale(newest!, seen));
        }

        var next = make(newest);
        if (WhyNot(next, newest, versions) is { } refusal)
        {
            return (null, refusal.ToProblem());
        }

        await PolicyTable.AddAsync(work, next, user.Id);
        await work.RaiseAsync(new ActDone(
            new AuditRecord(
                user.Id, act, $"time-policy:{id}", next.Why,
                JsonSerializer.Serialize(new { next.Name, next.Version, next.EffectiveAt, Matches = next.Naming() }, Json.Options)),
            next.ChangedAt));
        await work.CommitAsync();
        bells.Ring(PolicyBook.Bell, everywhere: true);
        try
        {
            // Whoever changed it gets limits by it from now on; other hosts follow within a second.
            await book.RefreshAsync(cancellationToken);
        }
        catch (NpgsqlException)
        {
            // It is written; this host follows as the others do.
        }

        return (next, null);
    }

    private static Refusal? WhyNot(Policy next, Policy? before, IReadOnlyList<Policy> versions)
    {
        if (before is { Retired: true })
        {
            return new Refusal("policy-retired", "该时限规则已停用,请另建一条规则。");
        }

        if (next.EffectiveAt < before?.EffectiveAt)
        {
            return new Refusal("policy-order", $"生效时间不能早于上一版({before.EffectiveAt:yyyy-MM-dd HH:mm} UTC),请改晚一些。");
        }

        var complete = next is { Specificity: 0, Retired: false } && ReferencePolicies.Required.IsSubsetOf(next.Limits.Select(limit => limit.Term));
        if ((next.Specificity == 0 || before is { Specificity: 0 }) && !complete)
        {
            return new Refusal("policy-needed", "通用时限规则不能停用、缩小适用范围,也不能缺少任何一项必需的时限,否则有的工单会没有时限;请补全后再提交。");
        }

        var same = versions
            .GroupBy(policy => policy.Id)
            .Select(policy => policy.MaxBy(version => version.Version)!)
            .FirstOrDefault(policy => policy.Id != next.Id && !policy.Retired && !next.Retired && policy.Naming() == next.Naming()
                && policy.Organisation == next.Organisation);
        return same is null
            ? null
            : new Refusal("policy-exists", $"适用范围相同的规则“{same.Name}”已存在,请修改那一条。", new Dictionary<string, object?> { ["id"] = same.Id });
    }

    private static ProblemHttpResult Stale(Policy newest, int? seen) => new Refusal(
        "stale-version", $"该规则在您打开之后已被修改(您看到第 {seen ?? 0} 版,现为第 {newest.Version} 版),请按现值核对后再提交。",
        new Dictionary<string, object?> { ["current"] = PolicyView.Of(newest) }).ToProblem();
}
