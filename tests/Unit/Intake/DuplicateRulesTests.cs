using ContactCenter.Intake.Duplicates;
using NUnit.Framework;

namespace ContactCenter.Unit.Intake;

/// <summary>What counts as the same matter.</summary>
public sealed class DuplicateRulesTests
{
    [TestCase("小区门口水管爆裂", "小区门口水管爆裂", 1.0)]
    [TestCase("水管，爆裂！", "水管爆裂", 1.0, Description = "Punctuation separates nothing.")]
    [TestCase("ABC 小区", "abc小区", 1.0)]
    [TestCase("水管爆裂", "工资拖欠", 0.0)]
    [TestCase("", "水管", 0.0)]
    [TestCase("水", "水", 0.0, Description = "One character is no pair.")]
    public void Texts_are_as_alike_as_the_pairs_they_share(string one, string other, double expected) =>
        Assert.That(new Similarity(one).To(other), Is.EqualTo(expected).Within(1e-9));

    [Test]
    public void Likeness_is_symmetric()
    {
        string[] texts = ["梅湾路井盖丢失", "育才路井盖不见了", "社保卡补办", "梅湾路的井盖", "😀井盖😀"];
        foreach (var one in texts)
        {
            foreach (var other in texts)
            {
                Assert.That(new Similarity(one).To(other), Is.EqualTo(new Similarity(other).To(one)).Within(1e-12));
            }
        }
    }

    [TestCase(true, false, false, 0, 0, false, Description = "A citizen may have two matters.")]
    [TestCase(true, true, false, 0, 0, true)]
    [TestCase(false, true, true, 0, 0.1, false, Description = "A county has many potholes.")]
    [TestCase(false, true, true, 0.7, 0.1, true)]
    [TestCase(false, false, false, 0, 0.5, true)]
    public void Nothing_alone_but_a_like_text_makes_a_duplicate(
        bool number, bool category, bool area, double place, double text, bool alike) =>
        Assert.That(DuplicateRules.Of(new DuplicateRules.Traits(number, category, area, place, text)) is not null, Is.EqualTo(alike));
}
