using NUnit.Framework;

namespace ContactCenter.Architecture;

/// <summary>Holds every file to the rules of the house, and shows on bad ones that each rule notices.</summary>
public sealed class HouseRules
{
    private static readonly SourceFile[] Code =
        [.. House.Files(".cs", ".ts", ".vue", ".sql").Where(file => !file.Path.EndsWith(".d.ts", StringComparison.Ordinal))];

    private static IEnumerable<SourceFile> Scripts =>
        Code.Where(file => file.Path.EndsWith(".sql", StringComparison.Ordinal) && file.Path.Contains("Schema", StringComparison.Ordinal));

    private static IEnumerable<SourceFile> CSharp => Code.Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal));

    [Test]
    public void Nothing_is_promised_in_a_file() =>
        Assert.That(FileRules.WithPromises(House.Files(".cs", ".ts", ".vue", ".sql", ".md", ".sh", ".yaml", ".csproj")), Is.Empty);

    [Test]
    public void No_file_is_longer_than_300_lines() => Assert.That(FileRules.TooLong(Code), Is.Empty);

    [Test]
    public void A_class_is_in_the_file_of_its_name() => Assert.That(FileRules.NotNamedAfterTheirClass(CSharp), Is.Empty);

    [Test]
    public void Scripts_are_numbered_without_gaps_or_doubles() => Assert.That(
        FileRules.WronglyNumbered(Scripts.Where(script => !script.Path.StartsWith("tests", StringComparison.Ordinal))), Is.Empty);

    [Test]
    public void Files_are_spaced_as_the_editor_settings_say() => Assert.That(FileRules.BadlySpaced(Code), Is.Empty);

    [Test]
    public void There_are_no_regions() => Assert.That(FileRules.WithRegions(CSharp), Is.Empty);

    [Test]
    public void Every_rule_notices_the_file_that_breaks_it() => Assert.Multiple(() =>
    {
        Assert.That(Code, Has.Length.GreaterThan(50), "These are the files of the repository.");
        Assert.That(FileRules.WithPromises([Written("// TO" + "DO: later")]), Has.One.Items);
        Assert.That(FileRules.TooLong([Written(new string('\n', 301))]), Is.Empty, "Empty lines at the end do not count.");
        Assert.That(FileRules.TooLong([Written(new string('\n', 300) + "x\n")]), Has.One.Items);
        Assert.That(FileRules.NotNamedAfterTheirClass([Written("class Another { }")]), Has.One.Items);
        Assert.That(FileRules.NotNamedAfterTheirClass([Written("internal sealed record Broken(int X);")]), Is.Empty);
        Assert.That(FileRules.NotNamedAfterTheirClass([Written("internal static partial class Brok;")]), Has.One.Items);
        Assert.That(FileRules.NotNamedAfterTheirClass([Written("internal enum Word { }\ninternal sealed record Two;")]), Is.Empty);
        Assert.That(FileRules.WronglyNumbered(Scripts), Does.Contain("tests/Broken/Schema/0002_second.sql"), "No first one.");
        Assert.That(FileRules.WronglyNumbered([Script("0001_a.sql"), Script("0002_b.sql"), Script("0002_c.sql")]), Has.One.Items);
        Assert.That(FileRules.WronglyNumbered([Script("0001_a.sql"), Script("0020_b.sql"), Script("0022_c.sql")]), Has.One.Items);
        Assert.That(FileRules.WronglyNumbered([Script("0001_a.sql"), Script("two.sql")]), Has.One.Items);
        Assert.That(FileRules.BadlySpaced([Written("a \n"), Written("a\r\n"), Written("a")]), Has.Exactly(3).Items);
        Assert.That(FileRules.WithRegions([Written("    #region Fields\n")]), Has.One.Items);
    });

    private static SourceFile Written(string text) => new("Broken.cs", text);

    private static SourceFile Script(string name) => new(Path.Combine("Modules", "Any", "Schema", name), "");
}
