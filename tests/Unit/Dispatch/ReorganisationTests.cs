using ContactCenter.Contracts.Dispatch;
using ContactCenter.Dispatch.Organisations;
using CsCheck;
using NUnit.Framework;

namespace ContactCenter.Unit.Dispatch;

/// <summary>What a reorganisation makes of the tree of organisations.</summary>
public sealed class ReorganisationTests
{
    private static readonly DateOnly Begin = new(2020, 1, 1);

    [Test]
    public void The_reference_organisations_are_a_tree_on_every_day()
    {
        var lives = ReferenceOrganisations.Read().ToDictionary(life => life.Id);

        Assert.That(TreeRules.WhyNot(lives)?.Sentence, Is.Null);
        var tree = new OrganisationTree(lives, new DateOnly(2026, 11, 28));
        Assert.That(tree.All.Count(one => one.Kind is OrganisationKind.County), Is.EqualTo(14));
        Assert.That(tree.All, Has.Count.EqualTo(lives.Values.Count(life => life.HoldsOn(tree.Day))), "Each is reached from the top.");
    }

    [TestCase("2020-12-31", "祁阳县", "431121")]
    [TestCase("2021-01-20", "祁阳市", "431181")]
    public void Qiyang_was_a_county_until_2021_and_is_the_same_organisation_since(string day, string name, string area)
    {
        var lives = ReferenceOrganisations.Read().ToDictionary(life => life.Id);
        var tree = new OrganisationTree(lives, DateOnly.Parse(day, null));

        Assert.That(tree.ByCode("qiyang")!.Name, Is.EqualTo(name));
        Assert.That(tree.CountyOf(area)?.Name, Is.EqualTo(name));
    }

    [Test]
    public void A_rename_holds_from_its_day_and_leaves_earlier_days_alone()
    {
        var (lives, id) = One("old-name");
        var renamed = new Reorganisation(lives, Begin.AddDays(10)).Change(id, settings => settings with { Name = "新名" }).Changed.Single();

        Assert.That(renamed.On(Begin.AddDays(9))!.Name, Is.EqualTo("old-name"));
        Assert.That(renamed.On(Begin.AddDays(10))!.Name, Is.EqualTo("新名"));
        Assert.That(renamed.Id, Is.EqualTo(id));
    }

    [Test]
    public void A_change_on_the_first_day_of_a_period_corrects_that_period()
    {
        var (lives, id) = One("misspelt");
        var corrected = new Reorganisation(lives, Begin).Change(id, settings => settings with { Name = "正名" }).Changed.Single();

        Assert.That(corrected.Periods, Has.Count.EqualTo(1));
        Assert.That(corrected.On(Begin)!.Name, Is.EqualTo("正名"));
    }

    [Test]
    public void Whoever_carries_on_gets_the_parts_and_is_found_through_any_chain_of_successors()
    {
        var lives = Several("first", "second", "third");
        var (first, second, third) = (Id(lives, "first"), Id(lives, "second"), Id(lives, "third"));
        var part = OrganisationId.New();
        Apply(lives, new Reorganisation(lives, Begin).Add(part, null, Setup("part", OrganisationKind.SubUnit, first)));

        Apply(lives, new Reorganisation(lives, Begin.AddDays(5)).Merge(first, second));
        Apply(lives, new Reorganisation(lives, Begin.AddDays(8)).Merge(second, third));

        var before = new OrganisationTree(lives, Begin.AddDays(4));
        var after = new OrganisationTree(lives, Begin.AddDays(9));
        Assert.That(before.Find(part)!.Parent, Is.EqualTo(first));
        Assert.That(after.Find(part)!.Parent, Is.EqualTo(third));
        Assert.That(after.Current(first)!.Id, Is.EqualTo(third));
        Assert.That(after.IsUnder(part, third), Is.True);
    }

    [Test]
    public void A_split_gives_each_new_one_what_it_takes_and_the_heir_the_rest()
    {
        var lives = Several("old");
        var old = Id(lives, "old");
        var (taken, rest) = (OrganisationId.New(), OrganisationId.New());
        Apply(lives, new Reorganisation(lives, Begin).Add(taken, null, Setup("taken", OrganisationKind.SubUnit, old)));
        Apply(lives, new Reorganisation(lives, Begin).Add(rest, null, Setup("rest", OrganisationKind.SubUnit, old)));
        var (heir, other) = (OrganisationId.New(), OrganisationId.New());

        Apply(lives, new Reorganisation(lives, Begin.AddDays(1)).Split(
            old,
            [new(heir, Setup("heir"), []), new(other, Setup("other"), [taken])],
            heir));

        var tree = new OrganisationTree(lives, Begin.AddDays(1));
        Assert.That(tree.Find(taken)!.Parent, Is.EqualTo(other));
        Assert.That(tree.Find(rest)!.Parent, Is.EqualTo(heir));
        Assert.That(tree.Current(old)!.Id, Is.EqualTo(heir));
    }

    [Test]
    public void What_would_break_the_tree_is_refused()
    {
        var lives = Several("upper", "other");
        var upper = Id(lives, "upper");
        var lower = OrganisationId.New();
        Apply(lives, new Reorganisation(lives, Begin).Add(lower, null, Setup("lower", OrganisationKind.SubUnit, upper)));
        var day = Begin.AddDays(1);

        Assert.Multiple(() =>
        {
            Assert.That(Code(new Reorganisation(lives, day).Change(upper, one => one with { Parent = lower })), Is.EqualTo("tree-circle"));
            Assert.That(Code(new Reorganisation(lives, day).End(upper)), Is.EqualTo("organisation-has-parts"));
            Assert.That(Code(new Reorganisation(lives, day).Merge(upper, upper)), Is.EqualTo("merge-into-itself"));
            Assert.That(Code(new Reorganisation(lives, Begin.AddDays(-1)).Change(upper, one => one)), Is.EqualTo("organisation-not-there"));
            Assert.That(
                Code(new Reorganisation(lives, day).Add(OrganisationId.New(), null, Setup("other"))), Is.EqualTo("organisation-code-taken"));
            Assert.That(
                Code(new Reorganisation(lives, day).Add(OrganisationId.New(), null, Setup("town", OrganisationKind.Township, upper))),
                Is.EqualTo("township-outside-county"));
            Assert.That(
                Code(new Reorganisation(lives, day).Add(OrganisationId.New(), null, Setup("county", OrganisationKind.County))),
                Is.EqualTo("county-without-area"));
        });
    }

    [Test]
    public void The_tree_never_gets_a_circle_whatever_is_moved_merged_split_and_ended() => Gen
        .Select(Gen.Int[0, 4], Gen.Int[0, 11], Gen.Int[0, 11], Gen.Int[1, 40])
        .Array[40]
        .Sample(
            steps =>
            {
                var lives = Several([.. Enumerable.Range(0, 12).Select(number => $"unit-{number}")]);
                var ids = lives.Keys.ToList();
                var done = 0;
                foreach (var (what, first, second, after) in steps)
                {
                    var (one, other) = (ids[first % ids.Count], ids[second % ids.Count]);
                    var reorganisation = new Reorganisation(lives, Begin.AddDays(after));
                    var heir = OrganisationId.New();
                    var result = what switch
                    {
                        0 or 1 => reorganisation.Change(one, settings => settings with { Parent = other }),
                        2 => reorganisation.Merge(one, other),
                        3 => reorganisation.Split(one, [new(heir, Setup($"split-{ids.Count}"), [])], after % 2 == 0 ? heir : null),
                        _ => reorganisation.End(one),
                    };
                    if (result.Refusal is null)
                    {
                        done++;
                        Apply(lives, result);
                        ids = [.. lives.Keys];
                    }
                }

                // Looked at without the rule that is tested: on no day may anybody be above itself, or under one that is gone.
                return done > 0 && Enumerable.Range(0, 45).All(day => IsTree(lives, Begin.AddDays(day)));
            },
            iter: 300);

    private static bool IsTree(Dictionary<OrganisationId, OrganisationLife> lives, DateOnly day) => lives.Values
        .Where(life => life.HoldsOn(day))
        .All(life =>
        {
            var (steps, next) = (0, life.On(day)!.Parent);
            while (next is { } above && steps++ <= lives.Count)
            {
                if (lives[above].On(day) is not { } settings)
                {
                    return false;
                }

                next = settings.Parent;
            }

            return next is null;
        });

    private static string? Code(Reorganisation.Result result) => result.Refusal?.Code;

    private static void Apply(Dictionary<OrganisationId, OrganisationLife> lives, Reorganisation.Result result)
    {
        Assert.That(result.Refusal?.Sentence, Is.Null);
        foreach (var life in result.Changed)
        {
            lives[life.Id] = life;
        }
    }

    private static (Dictionary<OrganisationId, OrganisationLife> Lives, OrganisationId Id) One(string code)
    {
        var lives = Several(code);
        return (lives, lives.Keys.Single());
    }

    private static Dictionary<OrganisationId, OrganisationLife> Several(params string[] codes) => codes
        .Select(code => OrganisationLife.Beginning(OrganisationId.New(), Begin, null, Setup(code)))
        .ToDictionary(life => life.Id);

    private static OrganisationId Id(Dictionary<OrganisationId, OrganisationLife> lives, string code) =>
        lives.Values.Single(life => life.Newest.Code == code).Id;

    private static OrganisationLife.Setup Setup(
        string code, OrganisationKind kind = OrganisationKind.Department, OrganisationId? parent = null) =>
        new(code, code, null, kind, parent, null, null, null, null, null);
}
