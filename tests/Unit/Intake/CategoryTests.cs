using ContactCenter.Intake.Categories;
using NUnit.Framework;

namespace ContactCenter.Unit.Intake;

/// <summary>Categories are found by what is typed.</summary>
public sealed class CategoryTests
{
    private static readonly Category Wages = new()
    {
        Code = "0204", Version = 1, Name = "拖欠工资", Parent = "02", Pinyin = "tuoqiangongzi", Initials = "tqgz", Words = ["欠薪", "讨薪"],
    };

    [TestCase("拖欠工资", 100)]
    [TestCase("tqgz", 95)]
    [TestCase("tqg", 75)]
    [TestCase("TQGZ", 95)]
    [TestCase("tuoq", 70)]
    [TestCase("欠薪", 85)]
    [TestCase("工资", 60)]
    [TestCase("0204", 100)]
    [TestCase("水管", 0)]
    [TestCase("", 0)]
    public void Whole_names_come_before_beginnings_and_these_before_middles(string typed, int match) =>
        Assert.That(Wages.Match(typed), Is.EqualTo(match));

    [Test]
    public void A_text_speaks_of_it_by_the_words_citizens_use() => Assert.Multiple(() =>
    {
        Assert.That(Wages.SpeaksOfIt("老板欠薪三个月"), Is.EqualTo(2));
        Assert.That(Wages.SpeaksOfIt("拖欠工资，我要讨薪"), Is.GreaterThan(4));
        Assert.That(Wages.SpeaksOfIt("水管爆裂"), Is.Zero);
    });

    [TestCase("共享单车", "gxdc")]
    [TestCase("啊座", "az", Description = "The first and the last common character.")]
    [TestCase("APP与网站", "appywz")]
    [TestCase("", "")]
    public void Initials_of_an_added_name_are_worked_out(string name, string initials) =>
        Assert.That(PinyinInitials.Of(name), Is.EqualTo(initials));

    [Test]
    public void The_reference_file_agrees_with_the_worked_out_initials_for_nearly_every_name()
    {
        using var stream = typeof(Category).Assembly.GetManifestResourceStream("ContactCenter.Intake.Reference.categories.csv")!;
        using var reader = new StreamReader(stream);
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).ToList();
        var differ = rows.Where(row => PinyinInitials.Of(row[1]) != row[3]).Select(row => row[1]).ToList();

        Assert.That(rows.Count(row => row[0].Length == 4), Is.GreaterThan(119));
        Assert.That(rows.Count(row => row[0].Length == 2), Is.EqualTo(17));
        Assert.That(rows.Select(row => row[0]), Is.Unique);
        Assert.That(rows.Where(row => row[0].Length == 4).Select(row => row[0][..2]).Distinct(), Is.SubsetOf(rows.Select(row => row[0])));
        Assert.That(differ, Has.Count.LessThan(12), string.Join(' ', differ));
    }
}
