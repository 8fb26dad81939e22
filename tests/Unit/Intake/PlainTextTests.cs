using ContactCenter.Intake;
using NUnit.Framework;

namespace ContactCenter.Unit.Intake;

/// <summary>What text people may type.</summary>
public sealed class PlainTextTests
{
    [TestCase("水管爆裂😀𠮷", true)]
    [TestCase("一行\n两行", false)]
    [TestCase("\u0000", false)]
    [TestCase("\u009f", false)]
    [TestCase("\u202e倒写", false)]
    [TestCase("\u2066隔离", false)]
    public void A_line_has_no_control_characters(string text, bool good) =>
        Assert.That(new PlainTextAttribute().IsValid(text), Is.EqualTo(good));

    // Not as a test's argument: the test's name could not hold it.
    [Test]
    public void Half_a_character_is_none() => Assert.Multiple(() =>
    {
        Assert.That(new PlainTextAttribute().IsValid("半个\ud83d"), Is.False);
        Assert.That(new PlainTextAttribute().IsValid("\ude00半个"), Is.False);
    });

    [TestCase("一行\r\n两行\t", true)]
    [TestCase("响铃\a", false)]
    public void A_text_may_have_lines(string text, bool good) =>
        Assert.That(new PlainTextAttribute { Lines = true }.IsValid(text), Is.EqualTo(good));
}
