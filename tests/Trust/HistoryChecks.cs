using System.Text.Json;
using ContactCenter.Support;
using ContactCenter.Trust.Checking;
using ContactCenter.Trust.World;
using NUnit.Framework;

namespace ContactCenter.Trust;

/// <summary>Randomised runs of the whole hotline, with hosts and database killed in the middle, and the checker over each.</summary>
[Category("Trust")]
[NonParallelizable]
public sealed class HistoryChecks
{
    private PostgresServer server = null!;

    private static IEnumerable<TestCaseData> Runs() => RunPlan.Campaign()
        .Select(plan => new TestCaseData(plan).SetArgDisplayNames($"seed {plan.Seed}"));

    [OneTimeSetUp]
    public async Task Start() => server = await PostgresServer.StartAsync("track_commit_timestamp = on");

    [OneTimeTearDown]
    public async Task Stop() => await server.DisposeAsync();

    [TestCaseSource(nameof(Runs)), Explicit("Seeds in which the database restarts still find something; run it by name.")]
    public async Task Nothing_breaks_the_invariants_whatever_dies(object asked)
    {
        var plan = (RunPlan)asked;
        TestContext.Progress.WriteLine($"seed {plan.Seed}: {plan.Calls} calls, {plan.Hosts} hosts ({RunPlan.SeedVariable}={plan.Seed} repeats it)");
        await using var hotline = new Hotline(plan, server);
        var evidence = await hotline.RunAsync();
        var verdict = new Verdict(evidence);
        var report = Report.Of(plan, hotline, evidence, verdict).ToList();
        await File.WriteAllLinesAsync(Path.Combine(Repository.Results, $"trust-{plan.Seed}.txt"), report);
        report.ForEach(TestContext.Progress.WriteLine);
        if (verdict.Violations.Count > 0)
        {
            await using var dump = File.Create(Path.Combine(Repository.Results, $"trust-{plan.Seed}.json"));
            await JsonSerializer.SerializeAsync(dump, evidence);
        }

        Assert.That(verdict.Violations, Is.Empty, $"{RunPlan.SeedVariable}={plan.Seed} repeats it.");
    }
}
