using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Catalogue;
using ContactCenter.Dispatch.Organisations;
using CsCheck;
using NUnit.Framework;

namespace ContactCenter.Unit.Dispatch;

/// <summary>Which rule of the dispatch catalogue an appeal goes by, and why.</summary>
public sealed class CatalogueTests
{
    private static readonly DateOnly Today = new(2026, 11, 28);

    private static readonly Dictionary<OrganisationId, OrganisationLife> Lives =
        ReferenceOrganisations.Read().ToDictionary(life => life.Id);

    private static readonly OrganisationTree Tree = new(Lives, Today);

    private static readonly TownshipDuties Duties = new(["1307", "0110"]);

    private static readonly RuleChoice Reference = new(ReferenceRules.Read(Tree, default), Duties);

    [TestCase("0601", "431103", null, "冷水滩区", "永州市城市管理和综合执法局", Description = "属地, with the department's help")]
    [TestCase("0601", null, null, "永州市城市管理和综合执法局", "", Description = "No area known: the department of the city")]
    [TestCase("0601", "4311", null, "永州市城市管理和综合执法局", "", Description = "The city as a whole is no county")]
    [TestCase("0601", "431103002", null, "冷水滩区", "永州市城市管理和综合执法局", Description = "A street lies in its district")]
    [TestCase("0702", "431103", "12315", "冷水滩区", "市市场监督管理局12315投诉举报中心", Description = "The old number decides who helps")]
    [TestCase("0205", "431181", null, "祁阳市", "永州市人力资源和社会保障局")]
    [TestCase("0401", "431103", null, "永州市自来水有限责任公司", "冷水滩区", Description = "An enterprise as the handling unit")]
    [TestCase("0403", "431129", "95598", "国网湖南省电力有限公司永州供电分公司", "江华瑶族自治县")]
    [TestCase("0407", null, "10086", "中国移动通信集团湖南有限公司永州分公司", "永州市工业和信息化局")]
    [TestCase(null, "431171", null, "金洞管理区", "", Description = "An area that is no civil division has its unit too")]
    public void The_reference_catalogue_suggests(string? category, string? area, string? line, string lead, string assists)
    {
        var (suggestion, _) = Reference.Choose(new Question(category, area, line), Tree);

        Assert.That(Tree.Find(suggestion!.Lead)!.Name, Is.EqualTo(lead));
        Assert.That(string.Join('、', suggestion.Assists.Select(assist => Tree.Find(assist)!.Name)), Is.EqualTo(assists));
        Assert.That(suggestion.Why, Does.Contain(lead).And.EndWith("。"));
    }

    [Test]
    public void The_reference_catalogue_has_an_answer_for_every_category_in_every_area()
    {
        var categories = Enumerable.Range(1, 17).SelectMany(first => Enumerable.Range(0, 13).Prepend(-1)
            .Select(second => second < 0 ? $"{first:00}" : $"{first:00}{second:00}"));
        var areas = Tree.All.Where(one => one.Kind is OrganisationKind.County).Select(one => one.Area).Append(null);

        Assert.That(
            from category in categories from area in areas
            where Reference.Choose(new Question(category, area, null), Tree).Suggestion is null
            select (category, area),
            Is.Empty);
    }

    [Test]
    public void What_was_not_taken_says_why()
    {
        var (suggestion, _) = Reference.Choose(new Question("0702", "431102", null), Tree);

        Assert.That(suggestion!.Why, Does.Contain("市场监管（属地）").And.Contain("类别 0702 属于 07").And.Contain("属于零陵区"));
        var others = suggestion.OtherRules.Select(other => other.Why).ToArray();
        Assert.That(others, Has.Some.Contains("市场监管（12315转入）").And.Some.Contains("来电号码不符（规则 12315，诉求 无）"));
        Assert.That(others, Has.Some.Contains("市场监管（市直）").And.Some.Contains("不如“市场监管（属地）”具体"));
    }

    [Test]
    public void A_department_matter_is_not_for_a_township_and_the_refusal_names_the_law()
    {
        var township = Tree.ByCode("lengshuitan-meiwan")!;

        var refusal = Duties.WhyNot(township, "0702", Tree)!;
        Assert.That(refusal.Code, Is.EqualTo("department-matter-to-township"));
        Assert.That(refusal.Sentence, Does.Contain("国办函〔2025〕66号").And.Contain("不得派给基层").And.Contain("梅湾街道"));
        Assert.That(Duties.WhyNot(township, "1307", Tree), Is.Null, "It is on the list of the grass roots' duties.");
        Assert.That(Duties.WhyNot(township, null, Tree)?.Code, Is.EqualTo("category-needed"));
        Assert.That(Duties.WhyNot(Tree.ByCode("lengshuitan")!, "0702", Tree), Is.Null);
    }

    [Test]
    public void A_rule_follows_its_organisation_to_whoever_carries_on()
    {
        var old = Lives.Values.Single(life => life.Newest.Code == "rural-revitalisation").Id;
        var choice = new RuleChoice([Rule(null, null, null, new Target(old))], Duties);

        Assert.That(Tree.Find(choice.Choose(default, Tree).Suggestion!.Lead)!.Name, Is.EqualTo("永州市农业农村局"));
        Assert.That(Duties.WhyNot(Tree.Find(old)!, "0109", Tree)!.Sentence, Does.Contain("永州市农业农村局"));
    }

    [Test]
    public void A_rule_that_leads_to_nobody_or_to_a_township_that_may_not_is_passed_over()
    {
        var township = new Target(Tree.ByCode("lengshuitan-meiwan")!.Id);
        var department = new Target(Tree.ByCode("market-regulation")!.Id);
        var choice = new RuleChoice([Rule("0702", null, null, township), Rule("07", null, null, department)], Duties);

        var (suggestion, notTaken) = choice.Choose(new Question("0702", null, null), Tree);

        Assert.That(suggestion!.Lead, Is.EqualTo(department.Organisation));
        Assert.That(notTaken.Single().Why, Does.Contain("国办函〔2025〕66号"));
    }

    [Test]
    public void Rules_hold_on_their_days_only()
    {
        var target = new Target(Tree.ByCode("market-regulation")!.Id);
        var choice = new RuleChoice(
            [
                Rule("07", null, null, target) with { ValidFrom = Today.AddDays(1) },
                Rule("0702", null, null, target) with { ValidTo = Today },
            ],
            Duties);

        var (suggestion, notTaken) = choice.Choose(new Question("0702", null, null), Tree);

        Assert.That(suggestion, Is.Null);
        Assert.That(notTaken.Select(other => other.Why), Has.Some.Contains("起才生效").And.Some.Contains("失效"));
    }

    // The rule is found again here by comparing each with each, with the comparison written out: more of the category, else more
    // of the area, else the line.
    [Test]
    public void The_most_specific_rule_wins_whatever_the_order_of_rows() => Gen
        .Select(
            Gen.Select(
                OneOf(null, "06", "07", "0701", "0702"), OneOf(null, "*", "431102", "431103", "431103002"),
                OneOf(null, "12315", "12319")).Array[0, 40],
            OneOf(null, "06", "0701", "0702", "0801"), OneOf(null, "4311", "431102", "431103", "431103002"),
            OneOf(null, "12315", "12345"), Gen.Int)
        .Sample(
            (keys, category, area, line, seed) =>
            {
                var lead = new Target(Tree.ByCode("market-regulation")!.Id);
                var rules = keys.Distinct().Select(key => Rule(key.Item1, key.Item2, key.Item3, lead)).ToArray();
                var asked = new Question(category, area, line);
                var expected = rules.Where(rule => Fits(rule.Settings, asked))
                    .SingleOrDefault(rule => rules.Where(other => other != rule && Fits(other.Settings, asked))
                        .All(other => Beats(rule.Settings, other.Settings)));

                var rows = rules.ToArray();
                new Random(seed).Shuffle(rows);
                return new RuleChoice(rows, Duties).Choose(asked, Tree).Suggestion?.Rule == expected?.Id;
            },
            iter: 3_000);

    private static Gen<string?> OneOf(params string?[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static bool Fits(Rule.Setup rule, Question asked) =>
        (rule.Category is null || asked.Category?.StartsWith(rule.Category, StringComparison.Ordinal) is true)
        && (rule.Area is null || (rule.Area == "*" ? asked.Area?.Length >= 6 : asked.Area?.StartsWith(rule.Area, StringComparison.Ordinal) is true))
        && (rule.Line is null || rule.Line == asked.Line);

    private static bool Beats(Rule.Setup one, Rule.Setup other)
    {
        if (Length(one.Category) != Length(other.Category))
        {
            return Length(one.Category) > Length(other.Category);
        }

        return Length(one.Area) != Length(other.Area) ? Length(one.Area) > Length(other.Area) : other.Line is null;

        static int Length(string? code) => code?.Length ?? 0;
    }

    private static Rule Rule(string? category, string? area, string? line, Target lead) => new()
    {
        Id = Guid.CreateVersion7(),
        Version = 1,
        Settings = new Rule.Setup("规则", category, area, line, lead, [], null, null, null),
        ValidFrom = new DateOnly(2021, 1, 1),
    };
}
