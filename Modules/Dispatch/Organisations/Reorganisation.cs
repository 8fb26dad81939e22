using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Organisations;

/// <summary>
/// What a reorganisation makes of the organisations: pure, so that any sequence of them can be tried. Each answers the
/// organisations it changed, or why it cannot be; what is not changed is not answered.
/// </summary>
/// <param name="lives">All organisations as they are.</param>
/// <param name="day">The day from which it holds.</param>
internal sealed class Reorganisation(IReadOnlyDictionary<OrganisationId, OrganisationLife> lives, DateOnly day)
{
    /// <summary>A new organisation.</summary>
    internal Result Add(OrganisationId id, DateOnly? ends, OrganisationLife.Setup settings) =>
        Checked(OrganisationLife.Beginning(id, day, ends, settings));

    /// <summary>Other settings from the day on: another name, parent, code, area.</summary>
    internal Result Change(OrganisationId id, Func<OrganisationLife.Setup, OrganisationLife.Setup> change) =>
        WhyNotChange(lives[id]) is { } refusal ? refusal : Checked(lives[id].ChangedFrom(day, change));

    /// <summary>Nobody carries on.</summary>
    internal Result End(OrganisationId id)
    {
        var life = lives[id];
        if ((life.Begins == day ? null : WhyNotEnd(life)) is { } refusal)
        {
            return refusal;
        }

        if (life.Begins == day && lives.Values.FirstOrDefault(other => other.Successor == id) is { } before)
        {
            return new Refusal("organisation-carries-on", $"“{life.Newest.Name}”承接了“{before.Newest.Name}”，不能按误登记撤回；请自次日起撤销。");
        }

        return PartsOf(id) is [var part, ..]
            ? new Refusal("organisation-has-parts", $"“{life.Newest.Name}”还有下属单位（如“{part.On(day)!.Name}”），请先移走或撤销它们，或改用合并。")
            : Checked(life.EndedOn(day, null));
    }

    /// <summary>One that is there carries on, and gets the parts.</summary>
    internal Result Merge(OrganisationId id, OrganisationId into)
    {
        var life = lives[id];
        if (id == into)
        {
            return new Refusal("merge-into-itself", "单位不能并入自身，请选择另一个承接单位。");
        }

        if (lives[into].On(day) is not { } heir)
        {
            return new Refusal("successor-not-there", $"“{lives[into].Newest.Name}”在 {day:yyyy-MM-dd} 不存在或已撤销，请选择当日存在的承接单位。");
        }

        var refusal = WhyNotEnd(life)
            ?? (heir.Kind is OrganisationKind.Township && life.Newest.Kind is not OrganisationKind.Township
                ? new Refusal("successor-is-township", $"“{life.Newest.Name}”不是乡镇（街道），其职责不能交由乡镇（街道）“{heir.Name}”承接。")
                : null);
        return refusal is not null
            ? refusal
            : Checked([life.EndedOn(day, into), .. PartsOf(id).Select(part => Under(part, id, part.Id == into ? life.On(day)!.Parent : into))]);
    }

    /// <summary>
    /// New ones take parts of it over. It goes on itself where <paramref name="heir"/> is null; else it ends, and the heir, one
    /// of the new ones, carries on with what is open.
    /// </summary>
    internal Result Split(OrganisationId id, IReadOnlyList<Share> shares, OrganisationId? heir)
    {
        var life = lives[id];
        if ((heir is null ? WhyNotChange(life) : WhyNotEnd(life)) is { } refusal)
        {
            return refusal;
        }

        var taken = shares.SelectMany(share => share.Takes.Select(part => (part, share.Id))).ToLookup(one => one.part, one => one.Id);
        var parts = PartsOf(id);
        if (taken.Any(one => one.Count() > 1 || parts.All(part => part.Id != one.Key)))
        {
            return new Refusal("split-takes-other-parts", $"新单位只能各自接收“{life.Newest.Name}”当日的下属单位，且每个只能接收一次，请核对。");
        }

        return Checked(
        [
            .. heir is null ? Enumerable.Empty<OrganisationLife>() : [life.EndedOn(day, heir)],
            .. shares.Select(share => OrganisationLife.Beginning(share.Id, day, null, share.Settings)),
            .. parts.Where(part => heir is not null || taken.Contains(part.Id))
                .Select(part => Under(part, id, taken[part.Id].Select(to => (OrganisationId?)to).FirstOrDefault(heir))),
        ]);
    }

    private OrganisationLife[] PartsOf(OrganisationId id) =>
        [.. lives.Values.Where(life => life.On(day)?.Parent == id).OrderBy(life => life.Newest.Code, StringComparer.Ordinal)];

    private OrganisationLife Under(OrganisationLife part, OrganisationId old, OrganisationId? parent) =>
        part.ChangedForGood(day, settings => settings.Parent == old ? settings with { Parent = parent } : settings);

    private Refusal? WhyNotChange(OrganisationLife life) => life.HoldsOn(day)
        ? null
        : new Refusal(
            "organisation-not-there",
            $"“{life.Newest.Name}”在 {day:yyyy-MM-dd} 不存在或已撤销（存续期 {life.Begins:yyyy-MM-dd} 至 {(life.Ends is { } ended ? $"{ended:yyyy-MM-dd}" : "今后")}），请改用存续期内的日期。");

    private Refusal? WhyNotEnd(OrganisationLife life) => life.Ends is { } ended
        ? new Refusal("organisation-ended", $"“{life.Newest.Name}”已登记自 {ended:yyyy-MM-dd} 起撤销，不能再次撤销、合并或拆分。")
        : WhyNotChange(life);

    private Result Checked(params IReadOnlyList<OrganisationLife> changed)
    {
        var after = new Dictionary<OrganisationId, OrganisationLife>(lives);
        foreach (var life in changed)
        {
            after[life.Id] = life;
        }

        return TreeRules.WhyNot(after) is { } refusal ? refusal : new Result(changed, null);
    }

    /// <summary>One new organisation of a split.</summary>
    /// <param name="Id">Its identifier.</param>
    /// <param name="Settings">What it is.</param>
    /// <param name="Takes">The parts of the old one that go to it.</param>
    internal sealed record Share(OrganisationId Id, OrganisationLife.Setup Settings, IReadOnlyList<OrganisationId> Takes);

    /// <summary>The organisations as they become, or why they cannot.</summary>
    internal sealed record Result(IReadOnlyList<OrganisationLife> Changed, Refusal? Refusal)
    {
        public static implicit operator Result(Refusal refusal) => new([], refusal);
    }
}
