using ContactCenter.Contracts.Dispatch;
using ContactCenter.Contracts.Intake;
using ContactCenter.Dispatch.Policies;
using ContactCenter.Platform.Calendars;
using NUnit.Framework;

namespace ContactCenter.Unit.Dispatch;

/// <summary>Which limits an order gets.</summary>
public sealed class PolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 1, 0, 0, TimeSpan.Zero);

    private static readonly OrganisationId Unit = OrganisationId.New();

    private static readonly Policy[] Delivered = [.. ReferencePolicies.Read(Now)];

    [TestCase(AppealType.Help, Urgency.Normal, null, false, "5 个工作日", "PROPOSED")]
    [TestCase(AppealType.Help, Urgency.Important, null, true, "15 个工作日", "PROPOSED")]
    [TestCase(AppealType.Consultation, Urgency.Normal, null, false, "1 个工作日", "PROPOSED")]
    [TestCase(AppealType.Consultation, Urgency.Normal, null, true, "15 个工作日", "PROPOSED")]
    [TestCase(AppealType.Complaint, Urgency.Normal, "12315", false, "60 日", "12315 法定")]
    [TestCase(AppealType.Complaint, Urgency.Normal, "12315", true, "60 日", "12315 法定")]
    [TestCase(AppealType.Report, Urgency.Normal, "12315", false, "15 个工作日", "12315 法定")]
    [TestCase(AppealType.Complaint, Urgency.Normal, "12333", false, "5 个工作日", "PROPOSED")]
    [TestCase(AppealType.Complaint, Urgency.Urgent, "12315", false, "24 小时", "PROPOSED", Description = "No rule of a line slows an urgent matter")]
    public void The_delivered_policies_give_what_the_brief_proposes_and_the_law_orders(
        AppealType type, Urgency urgency, string? line, bool complex, string handle, string source)
    {
        var limits = PolicyResolution.Of(
            PolicyResolution.InForce(Delivered, Now), new Policy.Facts(type, urgency, line, Unit, complex));

        Assert.That(limits.Handle.ToString(), Is.EqualTo(handle));
        Assert.That(limits.Handle.Source, Does.StartWith(source));
        Assert.That(limits.Because.Select(one => one.Source), Is.All.Not.Empty);
        Assert.That((limits.MaxExtensions, limits.MaxReturns, limits.MaxReworks), Is.EqualTo((1, 2, 2)));
    }

    [Test]
    public void Every_limit_comes_from_the_most_specific_policy_that_gives_it_and_says_which()
    {
        var own = Delivered[0] with
        {
            Id = Guid.CreateVersion7(),
            Name = "本单位签收",
            Organisation = Unit,
            Limits = [new PolicyLimit(Term.Sign, 1, LimitUnit.WorkingHours, "本单位承诺")],
        };
        var facts = new Policy.Facts(AppealType.Help, Urgency.Normal, null, Unit, Complex: false);
        var limits = PolicyResolution.Of(PolicyResolution.InForce([.. Delivered, own], Now), facts);

        Assert.That(limits.Sign, Is.EqualTo(new Limit(1, LimitUnit.WorkingHours, "本单位承诺")));
        Assert.That(limits.Handle.ToString(), Is.EqualTo("5 个工作日"), "Of the rest the general policy has a say.");
        Assert.That(
            limits.Because.Where(one => one.Term is Term.Sign or Term.Handle).Select(one => (one.Name, one.Matches)),
            Is.EqualTo([("本单位签收", "承办单位"), ("通用时限", "一律适用")]));
        Assert.That(
            PolicyResolution.Of(PolicyResolution.InForce([.. Delivered, own], Now), facts with { Unit = OrganisationId.New() }).Sign.ToString(),
            Is.EqualTo("4 小时(工作时间)"));
    }

    [Test]
    public void A_version_counts_from_when_it_takes_effect_and_a_retired_policy_no_more()
    {
        var general = Delivered.Single(policy => policy.Name == "通用时限");
        var next = general with
        {
            Version = 2,
            EffectiveAt = Now.AddDays(10),
            Limits = [.. general.Limits.Select(limit => limit.Term is Term.Handle ? limit with { Amount = 3 } : limit)],
        };
        var retired = Delivered.Single(policy => policy.Name == "咨询") with { Version = 2, EffectiveAt = Now.AddDays(20), Retired = true };
        var help = new Policy.Facts(AppealType.Help, Urgency.Normal, null, null, Complex: false);
        var question = help with { Type = AppealType.Consultation };

        Assert.That(HandleAt(help, Now.AddDays(9)), Is.EqualTo(5));
        Assert.That(HandleAt(help, Now.AddDays(10)), Is.EqualTo(3));
        Assert.That(HandleAt(question, Now.AddDays(19)), Is.EqualTo(1));
        Assert.That(HandleAt(question, Now.AddDays(20)), Is.EqualTo(3));

        int HandleAt(Policy.Facts facts, DateTimeOffset at) =>
            PolicyResolution.Of(PolicyResolution.InForce([.. Delivered, next, retired], at), facts).Handle.Amount;
    }

    [Test]
    public void Urgent_matters_run_in_natural_time_with_a_hard_cap()
    {
        var limits = PolicyResolution.Of(
            PolicyResolution.InForce(Delivered, Now), new Policy.Facts(AppealType.Help, Urgency.Urgent, null, null, Complex: false));

        Assert.That(
            new[] { limits.Sign, limits.Interim!, limits.Handle, limits.HardCap!, limits.Extension, limits.Rework, limits.WarnBefore }
                .Select(limit => limit.Time.IsNatural),
            Is.All.True);
        Assert.That(limits.HardCap, Has.Property(nameof(Limit.Amount)).EqualTo(48));
    }
}
