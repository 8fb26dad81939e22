using System.Text.Json;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Http;
using Npgsql;

namespace ContactCenter.Dispatch.Organisations;

/// <summary>
/// Reorganises on behalf of a person: one change of the tree at a time, one version for each organisation it changes with who,
/// when and why, the audit in the same transaction, and every host told afterwards.
/// </summary>
internal sealed class OrganisationEditor(Db db, OrganisationBook book, Bells bells, TimeProvider clock)
{
    /// <summary>
    /// Reorganises, if the version that the person saw of <paramref name="subject"/> is still the newest; a new organisation
    /// has none yet. Those <paramref name="named"/> must exist.
    /// </summary>
    internal async Task<Outcome> ReorganiseAsync(
        OrganisationId subject, int? version, Act act, Func<Reorganisation, Reorganisation.Result> how, CurrentUser user,
        CancellationToken cancellationToken, params IReadOnlyCollection<OrganisationId> named)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        var lives = await OrganisationTable.LockAsync(work);
        if ((version is not null && !lives.ContainsKey(subject)) || !named.All(lives.ContainsKey))
        {
            return new Outcome.NotThere();
        }

        if (version is not null && lives[subject].Version != version)
        {
            return await StaleAsync(lives[subject], lives, version.Value, cancellationToken);
        }

        var (changed, refusal) = how(new Reorganisation(lives, act.Day));
        if (refusal is not null)
        {
            return new Outcome.Refused(refusal.ToProblem());
        }

        var now = clock.GetUtcNow();
        var written = changed.Select(life => life with { Version = life.Version + 1 }).ToArray();
        await OrganisationTable.WriteAsync(
            work,
            [.. written.Select(life => new OrganisationTable.Version(
                lives.GetValueOrDefault(life.Id), life, life.Id == subject ? act.Word : "organisation.followed"))],
            new OrganisationTable.By(user.Id.Value, user.Name, now, act.Why));
        await work.RaiseAsync(new ActDone(
            new AuditRecord(
                user.Id, act.Word, $"organisation:{subject}", act.Why,
                JsonSerializer.Serialize(
                    new { act.Day, changed = written.Select(life => new { life.Id, life.Newest.Code, life.Version }) }, Json.Options)),
            now));
        await work.CommitAsync();
        await TellAsync(work.CancellationToken);

        foreach (var life in written)
        {
            lives[life.Id] = life;
        }

        var tree = new OrganisationTree(lives, act.Day);
        return new Outcome.Written([.. written.Select(life => OrganisationView.Of(life, tree))]);
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        bells.Ring(OrganisationBook.Bell, everywhere: true);
        bells.Ring(HandOver.Bell);
        try
        {
            // The person who changed it sees it so from now on; other hosts follow within a second.
            await book.RefreshAsync(cancellationToken);
        }
        catch (NpgsqlException)
        {
            // It is written; this host follows as the others do.
        }
    }

    private async Task<Outcome> StaleAsync(
        OrganisationLife life, IReadOnlyDictionary<OrganisationId, OrganisationLife> lives, int seen, CancellationToken cancellationToken) =>
        new Outcome.Refused(new Refusal(
            "stale-version",
            $"“{life.Newest.Name}”在您打开之后已被修改（您看到第 {seen} 版，现为第 {life.Version} 版），请按现值核对后再提交。",
            new Dictionary<string, object?>
            {
                ["current"] = OrganisationView.Of(life, new OrganisationTree(lives, CityDay.Today(clock))),
                ["changes"] = await OrganisationHistory.ListAsync(db, life.Id, seen, cancellationToken),
            }).ToProblem());

    /// <summary>What a person does to the tree.</summary>
    /// <param name="Word">The act, for the history and the audit.</param>
    /// <param name="Day">The first day it holds.</param>
    /// <param name="Why">Why, as they said.</param>
    internal sealed record Act(string Word, DateOnly Day, string Why);

    /// <summary>What became of a change.</summary>
    internal abstract record Outcome
    {
        /// <summary>These are the newest versions now, the first being what was asked for.</summary>
        internal sealed record Written(IReadOnlyList<OrganisationView> Changed) : Outcome;

        /// <summary>There is no such organisation.</summary>
        internal sealed record NotThere : Outcome;

        /// <summary>A rule says no.</summary>
        internal sealed record Refused(ProblemHttpResult Problem) : Outcome;

        internal Results<Ok<Reorganised>, NotFound, ProblemHttpResult> ToResult() => this switch
        {
            Written(var changed) => TypedResults.Ok(new Reorganised(changed)),
            Refused(var problem) => problem,
            _ => TypedResults.NotFound(),
        };
    }

    /// <param name="Changed">Every organisation that is different now, as it is on the first day of the change.</param>
    internal sealed record Reorganised(IReadOnlyList<OrganisationView> Changed);
}
