namespace ContactCenter.Dispatch.Policies;

/// <summary>Puts an order's limits together from the policies in force.</summary>
internal static class PolicyResolution
{
    /// <summary>The version of each policy in force at a moment.</summary>
    internal static IEnumerable<Policy> InForce(IEnumerable<Policy> versions, DateTimeOffset at) => versions
        .Where(policy => policy.EffectiveAt <= at)
        .GroupBy(policy => policy.Id)
        .Select(same => same.MaxBy(policy => policy.Version)!)
        .Where(policy => !policy.Retired);

    /// <summary>Each term from the most specific policy that matches and gives it; of equals, the older policy's.</summary>
    internal static Limits Of(IEnumerable<Policy> inForce, Policy.Facts facts)
    {
        var given = inForce
            .Where(policy => policy.Matches(facts))
            .OrderByDescending(policy => policy.Specificity).ThenBy(policy => policy.Id)
            .SelectMany(policy => policy.Limits, (policy, limit) => (Policy: policy, Limit: limit))
            .GroupBy(one => one.Limit.Term)
            .ToDictionary(one => one.Key, one => one.First());

        return new Limits(
            Time(Term.Sign), Optional(Term.Accept), Optional(Term.Interim), Time(Term.Handle), Time(Term.Assist), Optional(Term.HardCap),
            Time(Term.Return), Time(Term.Objection), Time(Term.Extension), Time(Term.ExtensionNotice), Time(Term.Rework),
            Time(Term.Callback), Time(Term.WarnBefore), Count(Term.MaxExtensions), Count(Term.MaxReturns), Count(Term.MaxReworks),
            Count(Term.CallbackAttempts),
            [.. given.Values.OrderBy(one => one.Limit.Term).Select(one => Explained(one.Policy, one.Limit))]);

        Limit Time(Term term) => Optional(term) ?? throw new InvalidOperationException($"No policy in force says anything of {term}.");

        Limit? Optional(Term term) => given.TryGetValue(term, out var one)
            ? new Limit(one.Limit.Amount, one.Limit.Unit!.Value, one.Limit.Source)
            : null;

        int Count(Term term) => given.TryGetValue(term, out var one)
            ? one.Limit.Amount
            : throw new InvalidOperationException($"No policy in force says anything of {term}.");
    }

    private static Matched Explained(Policy policy, PolicyLimit limit) => new(
        limit.Term,
        limit.Unit is { } unit ? new Limit(limit.Amount, unit, limit.Source).ToString() : $"{limit.Amount} 次",
        limit.Source, policy.Id, policy.Version, policy.Name, policy.Naming());
}
