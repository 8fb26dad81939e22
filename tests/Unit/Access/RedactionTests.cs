using System.Text.RegularExpressions;
using ContactCenter.Access.PersonalData;
using CsCheck;
using NUnit.Framework;

namespace ContactCenter.Unit.Access;

/// <summary>What a handling unit may read of a narrative has no number in it that somebody could be called or found by.</summary>
internal sealed partial class RedactionTests
{
    private static readonly Gen<string> Number = Gen.OneOf(
        Gen.Select(Gen.Char['3', '9'], Gen.String[Gen.Char['0', '9'], 9, 9], (two, rest) => $"1{two}{rest}"),
        Gen.Select(Gen.Char['3', '9'], Gen.String[Gen.Char['0', '9'], 1, 1], Gen.String[Gen.Char['0', '9'], 4, 4], Gen.String[Gen.Char['0', '9'], 4, 4],
            (two, three, middle, end) => $"1{two}{three}-{middle}-{end}"),
        Gen.String[Gen.Char['0', '9'], 0, 24],
        One("11010519491231002X", "6222021234567890123", "0746-8211234", "2026-11-28", "+86", "138****1234", "****", "x", "X"));

    private static readonly Gen<string> Narrative = Gen.Select(
        Number, One("", " ", "，", "-", "。电话", "*", "(", ")", "\n", "YZ", " - "), (number, then) => number + then)
        .List[0, 8].Select(string.Concat);

    [TestCase("张三，13800001234，住冷水滩", "张三，138****1234，住冷水滩")]
    [TestCase("手机138 0000 1234或139-0000-5678", "手机138****1234或139****5678")]
    [TestCase("手机１３８００００１２３４", "手机138****1234")]
    [TestCase("+86 13800001234", "+138****1234")]
    [TestCase("13800001234 13900005678", "138****1234 139****5678")]
    [TestCase("座机0746-8211234", "座机0746****234")]
    [TestCase("座机（0746）8211234转802", "座机（0746****234转802")]
    [TestCase("身份证11010519491231002X。", "身份证110105**********2X。")]
    [TestCase("身份证110105 19491231 002x", "身份证110105**********2X")]
    [TestCase("旧身份证110105491231002", "旧身份证110105**********2X")]
    [TestCase("卡号6222 0212 3456 7890 123", "卡号6222****23")]
    [TestCase("工单YZ20261128000123", "工单YZ20261128000123")]
    [TestCase("2026-11-28 13:00 在第5栋，电12345、12315，费用8211234元", "2026-11-28 13:00 在第5栋，电12345、12315，费用8211234元")]
    [TestCase("13800001234x", "138****1234x")]
    [TestCase("", "")]
    public void Numbers_are_masked_and_the_rest_stays(string text, string redacted) =>
        Assert.That(Redaction.Of(text), Is.EqualTo(redacted));

    [Test]
    public void No_mobile_number_is_left() => Narrative.Sample(text => !AnyMobile().IsMatch(Redaction.Of(text)), iter: 20_000);

    [Test]
    public void A_second_reading_changes_nothing() => Narrative.Sample(
        text => Redaction.Of(text) is var once && Redaction.Of(once) == once, iter: 20_000);

    [Test]
    public void Any_text_is_redacted_without_complaint() => Gen.String.Sample(text => Redaction.Of(text) is not null);

    private static Gen<string> One(params string[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    [GeneratedRegex(@"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")]
    private static partial Regex AnyMobile();
}
