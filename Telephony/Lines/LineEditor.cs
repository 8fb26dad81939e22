using System.Text.Json;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Http;
using Npgsql;

namespace ContactCenter.Telephony.Lines;

/// <summary>
/// Writes lines on behalf of a person: one version per change with who, when and why, the audit in the same transaction, and
/// every host told afterwards.
/// </summary>
internal sealed class LineEditor(Db db, LineRegistry registry, Bells bells, TimeProvider clock)
{
    internal const string NoOverlap = "lines_do_not_overlap";

    /// <summary>Writes a new period; <paramref name="follows"/> ends where it begins, in the same transaction.</summary>
    internal async Task<Outcome> AddAsync(
        Line line, (Guid Id, int Version)? follows, CurrentUser user, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        var now = clock.GetUtcNow();
        if (follows is { } named)
        {
            if (await LineTable.LockAsync(work, named.Id) is not { } before)
            {
                return new Outcome.NotThere();
            }

            if (before.Version != named.Version)
            {
                return await StaleAsync(before, named.Version, cancellationToken);
            }

            if (line.WhyNotFollow(before) is { } refusal)
            {
                return new Outcome.Refused(refusal.ToProblem());
            }

            await WriteAsync(work, before with { ValidTo = line.ValidFrom }, "line.ended", line.ChangedWhy, now, user);
        }

        return await FinishAsync(work, line, "line.added", line.ChangedWhy, now, user);
    }

    /// <summary>Makes a new version of a period, if the one the person saw is still the newest.</summary>
    internal async Task<Outcome> ChangeAsync(
        Guid id, int version, string act, string why, Func<Line, Line> change, CurrentUser user,
        CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        if (await LineTable.LockAsync(work, id) is not { } line)
        {
            return new Outcome.NotThere();
        }

        if (line.Version != version)
        {
            return await StaleAsync(line, version, cancellationToken);
        }

        var changed = change(line);
        return changed.WhyNotHold() is { } refusal
            ? new Outcome.Refused(refusal.ToProblem())
            : await FinishAsync(work, changed, act, why, clock.GetUtcNow(), user);
    }

    private async Task<Outcome> FinishAsync(
        Work work, Line line, string act, string why, DateTimeOffset now, CurrentUser user)
    {
        try
        {
            line = await WriteAsync(work, line, act, why, now, user);
            await work.CommitAsync();
        }
        catch (PostgresException exception) when (exception.ConstraintName == NoOverlap)
        {
            return new Outcome.Refused(await OverlapAsync(line, work.CancellationToken));
        }

        bells.Ring(LineWatch.Bell, everywhere: true);
        try
        {
            // The person who changed a line sees calls routed by it from now on; other hosts follow within a second.
            await registry.RefreshAsync(work.CancellationToken);
        }
        catch (NpgsqlException)
        {
            // It is written; this host follows as the others do.
        }

        return new Outcome.Written(line);
    }

    private static async Task<Line> WriteAsync(
        Work work, Line line, string act, string why, DateTimeOffset now, CurrentUser user)
    {
        line = line with { Version = line.Version + 1, ChangedAt = now, ChangedBy = user.Name, ChangedWhy = why };
        await LineTable.WriteAsync(work, line, user.Id.Value);
        await work.RaiseAsync(new ActDone(
            new AuditRecord(
                user.Id, act, $"line:{line.Id}", why,
                JsonSerializer.Serialize(
                    new { line.Number, line.Area, line.Version, line.ValidFrom, line.ValidTo }, Json.Options)),
            now));
        return line;
    }

    private async Task<Outcome> StaleAsync(Line line, int seen, CancellationToken cancellationToken) =>
        new Outcome.Refused(TypedResults.Problem(
            type: "urn:contact-center:stale-version",
            title: $"该线路在您打开之后已被修改（您看到第 {seen} 版，现为第 {line.Version} 版），请按现值核对后再提交。",
            statusCode: StatusCodes.Status409Conflict,
            extensions: new Dictionary<string, object?>
            {
                ["current"] = LineView.Of(line),
                ["changes"] = (await LineHistory.ListAsync(db, [line.Id], cancellationToken)).Where(step => step.Version > seen),
            }));

    private async Task<ProblemHttpResult> OverlapAsync(Line line, CancellationToken cancellationToken)
    {
        var other = await LineTable.FindOverlapAsync(db, line, cancellationToken);
        var period = other?.ValidTo is { } end
            ? $"在 {other.ValidFrom:yyyy-MM-dd} 至 {end.AddDays(-1):yyyy-MM-dd} 期间"
            : $"自 {other?.ValidFrom:yyyy-MM-dd} 起";
        return new Refusal(
            "line-overlaps",
            other is null
                ? $"{line.Area}-{line.Number} 刚刚被其他人登记了重叠的有效期，请刷新后重试。"
                : $"{line.Area}-{line.Number} {period}已登记为“{other.Settings.Name}”，"
                    + "同一号码同一区号的有效期不能重叠；请先结束那一条，或改用不重叠的日期。").ToProblem();
    }

    /// <summary>What became of a change.</summary>
    internal abstract record Outcome
    {
        /// <summary>It is the newest version now.</summary>
        internal sealed record Written(Line Line) : Outcome;

        /// <summary>There is no such period.</summary>
        internal sealed record NotThere : Outcome;

        /// <summary>A rule says no.</summary>
        internal sealed record Refused(ProblemHttpResult Problem) : Outcome;

        internal Results<Ok<LineView>, NotFound, ValidationProblem, ProblemHttpResult> ToResult() => this switch
        {
            Written(var line) => TypedResults.Ok(LineView.Of(line)),
            Refused(var problem) => problem,
            _ => TypedResults.NotFound(),
        };
    }
}
