using System.Text.Json;
using ContactCenter.Contracts.Access;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Http;
using Npgsql;

namespace ContactCenter.Dispatch.Catalogue;

/// <summary>
/// Writes rules on behalf of a person: one version per change with who, when and why, the audit in the same transaction, and
/// every host told afterwards.
/// </summary>
internal sealed class RuleEditor(Db db, CatalogueBook catalogue, OrganisationBook organisations, Bells bells, TimeProvider clock)
{
    /// <summary>Writes a new rule; <paramref name="follows"/> ends where it begins, in the same transaction.</summary>
    internal async Task<Outcome> AddAsync(
        Rule rule, (Guid Id, int Version)? follows, CurrentUser user, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        if (follows is { } named)
        {
            if (await RuleTable.LockAsync(work, named.Id) is not { } before)
            {
                return new Outcome.NotThere();
            }

            if (before.Version != named.Version)
            {
                return await StaleAsync(before, named.Version, cancellationToken);
            }

            if (!before.HoldsOn(rule.ValidFrom))
            {
                return new Outcome.Refused(new Refusal(
                    "rule-follows-too-early", "新规则的起始日须在所接续规则的有效期之内，请核对日期。").ToProblem());
            }

            await WriteAsync(work, before with { ValidTo = rule.ValidFrom }, "rule.ended", rule.ChangedWhy, user);
        }

        return await FinishAsync(work, rule, "rule.added", rule.ChangedWhy, user);
    }

    /// <summary>Makes a new version of a rule, if the one the person saw is still the newest.</summary>
    internal async Task<Outcome> ChangeAsync(
        Guid id, int version, string act, string why, Func<Rule, Rule> change, CurrentUser user, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        if (await RuleTable.LockAsync(work, id) is not { } rule)
        {
            return new Outcome.NotThere();
        }

        if (rule.Version != version)
        {
            return await StaleAsync(rule, version, cancellationToken);
        }

        var changed = change(rule);
        return changed.ValidTo < changed.ValidFrom
            ? new Outcome.Refused(new Refusal(
                "rule-ends-before-it-begins",
                $"该规则 {changed.ValidFrom:yyyy-MM-dd} 才生效；要撤销误登记的规则，请把失效日填为这一天。").ToProblem())
            : await FinishAsync(work, changed, act, why, user);
    }

    /// <summary>Tells every host that rules or duties are different, and lets the person see it so from now on.</summary>
    internal async Task TellAsync(CancellationToken cancellationToken)
    {
        bells.Ring(CatalogueBook.Bell, everywhere: true);
        try
        {
            await catalogue.RefreshAsync(cancellationToken);
        }
        catch (NpgsqlException)
        {
            // It is written; this host follows as the others do.
        }
    }

    private async Task<Outcome> FinishAsync(Work work, Rule rule, string act, string why, CurrentUser user)
    {
        if (WhyNotLead(rule) is { } refusal)
        {
            return new Outcome.Refused(refusal.ToProblem());
        }

        try
        {
            rule = await WriteAsync(work, rule, act, why, user);
            await work.CommitAsync();
        }
        catch (PostgresException exception) when (exception.ConstraintName == RuleTable.NoOverlap)
        {
            return new Outcome.Refused(await OverlapAsync(rule, work.CancellationToken));
        }

        await TellAsync(work.CancellationToken);
        return new Outcome.Written(RuleView.Of(rule, organisations.Today));
    }

    /// <summary>A rule that would send a department's matter to a township is refused before it can.</summary>
    private Refusal? WhyNotLead(Rule rule) => rule.Settings.Assists.Append(rule.Settings.Lead)
        .Select(target => target.Organisation is { } id ? organisations.Today.Current(id) : null)
        .OfType<Organisation>()
        .Select(unit => catalogue.WhyNot(unit, rule.Settings.Category))
        .FirstOrDefault(refusal => refusal is not null);

    private async Task<Rule> WriteAsync(Work work, Rule rule, string act, string why, CurrentUser user)
    {
        var now = clock.GetUtcNow();
        rule = rule with { Version = rule.Version + 1, ChangedAt = now, ChangedBy = user.Name, ChangedWhy = why };
        await RuleTable.WriteAsync(work, rule, user.Id.Value, act);
        await work.RaiseAsync(new ActDone(
            new AuditRecord(
                user.Id, act, $"rule:{rule.Id}", why,
                JsonSerializer.Serialize(new
                {
                    rule.Version, rule.Settings.Title, rule.Settings.Category, rule.Settings.Area, rule.Settings.Line,
                    lead = rule.Settings.Lead.Write(organisations.Today), rule.ValidFrom, rule.ValidTo,
                }, Json.Options)),
            now));
        return rule;
    }

    private async Task<Outcome> StaleAsync(Rule rule, int seen, CancellationToken cancellationToken) =>
        new Outcome.Refused(new Refusal(
            "stale-version",
            $"该规则在您打开之后已被修改（您看到第 {seen} 版，现为第 {rule.Version} 版），请按现值核对后再提交。",
            new Dictionary<string, object?>
            {
                ["current"] = RuleView.Of(rule, organisations.Today),
                ["changes"] = (await RuleHistory.ListAsync(db, rule.Id, cancellationToken)).Where(step => step.Version > seen),
            }).ToProblem());

    private async Task<ProblemHttpResult> OverlapAsync(Rule rule, CancellationToken cancellationToken)
    {
        var other = await RuleTable.FindOverlapAsync(db, rule, cancellationToken);
        return new Refusal(
            "rule-overlaps",
            other is null
                ? "刚刚有人登记了同一类别、地区和来电号码的规则，请刷新后重试。"
                : $"同一类别、地区和来电号码自 {other.ValidFrom:yyyy-MM-dd} 起已有规则“{other.Settings.Title}”（{other.Id}），"
                    + "有效期不能重叠；请修改或先结束那一条。").ToProblem();
    }

    /// <summary>What became of a change.</summary>
    internal abstract record Outcome
    {
        /// <summary>It is the newest version now.</summary>
        internal sealed record Written(RuleView Rule) : Outcome;

        /// <summary>There is no such rule.</summary>
        internal sealed record NotThere : Outcome;

        /// <summary>A rule says no.</summary>
        internal sealed record Refused(ProblemHttpResult Problem) : Outcome;

        internal Results<Ok<RuleView>, NotFound, ValidationProblem, ProblemHttpResult> ToResult() => this switch
        {
            Written(var rule) => TypedResults.Ok(rule),
            Refused(var problem) => problem,
            _ => TypedResults.NotFound(),
        };
    }
}
