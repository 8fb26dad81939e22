using NUnit.Framework;
using NUnit.Framework.Constraints;

namespace ContactCenter.Scenarios.Live;

/// <summary>Asserts what becomes true soon.</summary>
internal static class Eventually
{
    private const int Within = 10_000;
    private const int PollEvery = 20;

    internal static Task ThatAsync<T>(Func<T> actual, IResolveConstraint expected, string? what = null) =>
        ThatAsync(() => Task.FromResult(actual()), expected, what);

    internal static Task ThatAsync<T>(Func<Task<T>> actual, IResolveConstraint expected, string? what = null) =>
        Assert.ThatAsync(actual, new DelayedConstraint(expected.Resolve(), Within, PollEvery), what ?? "");
}
