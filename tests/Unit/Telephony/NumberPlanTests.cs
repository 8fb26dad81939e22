using ContactCenter.Telephony.Numbers;
using CsCheck;
using Microsoft.Extensions.Options;
using NUnit.Framework;

namespace ContactCenter.Unit.Telephony;

public sealed class NumberPlanTests
{
    private static readonly NumberPlan Plan = new(Options.Create(new NumberOptions()));

    // Every way in which one short code may be written, with {0} for it.
    private static readonly string[] Notations =
    [
        "{0}", " {0} ", "{0}#", "0746{0}", "0746-{0}", "(0746){0}", "0746 {0}", "0746/{0}", "+86746{0}", "+86 746 {0}",
        "+86-746-{0}", "+860746{0}", "0086746{0}", "00860746{0}", "86746{0}", "746{0}", "+86{0}", "0086{0}",
        "sip:{0}@192.0.2.1", "sip:{0}@192.0.2.1:5060;user=phone", "SIP:{0}@host", "sips:{0}@host",
        "sip:0746{0}@host;user=phone", "sip:+86746{0}@host;user=phone", "sip:%2B86746{0}@host", "sip:{0}:secret@host",
        "sip:{0};phone-context=+86746@host;user=phone",
        "sip:{0}", "<sip:{0}@host>", "<sip:{0}@host>;reason=unconditional", "\"name\" <sip:{0}@host>", "name <sip:{0}@host>;tag=1",
        "\"<sip:110@evil>, \\\" 119\" <sip:{0}@host>", "tel:{0};phone-context=+86746", "tel:{0};phone-context=+86",
        "tel:0746{0};phone-context=+86", "tel:{0};phone-context=ims.example.com", "tel:+86-746-{0}", "TEL:+86.746.{0}",
        "<tel:{0};phone-context=+86746;npdi>",
        "<sip:{0}@host?Reason=SIP%3Bcause%3D302>;index=1.1", "<tel:+86746{0}?Reason=SIP>", "{0}@host", "\u00A0{0}\u3000", "\u202A{0}\u202C",
    ];

    [TestCase("12315", "0746-12315")]
    [TestCase("074612315", "0746-12315")]
    [TestCase("0746-12315", "0746-12315")]
    [TestCase("+8674612315", "0746-12315")]
    [TestCase("008674612315", "0746-12315")]
    [TestCase("sip:12315@host;user=phone", "0746-12315")]
    [TestCase("tel:12315;phone-context=+86746", "0746-12315")]
    [TestCase("１２３１５", "0746-12315", Description = "Full-width digits")]
    [TestCase("＋８６７４６１２３１５", "0746-12315", Description = "Full-width plus")]
    [TestCase("０７４６－１２３１５", "0746-12315", Description = "Full-width hyphen")]
    [TestCase("1 2 3 1 5", "0746-12315")]
    [TestCase("1%32315", "0746-12315", Description = "An escaped digit")]
    [TestCase("0746–12315", "0746-12315", Description = "An en dash")]
    [TestCase("110", "0746-110")]
    [TestCase("96119", "0746-96119")]
    [TestCase("95598", "0746-95598")]
    [TestCase("+8695598", "0746-95598")]
    [TestCase("+86110", "0746-110")]
    [TestCase("10086", "0746-10086")]
    [TestCase("+8610086", "0746-10086", Description = "Not Beijing's 086")]
    [TestCase("116114", "0746-116114")]
    [TestCase("073112345", "0731-12345", Description = "Changsha's hotline is not ours")]
    [TestCase("0731-12333", "0731-12333")]
    [TestCase("+8673112345", "0731-12345")]
    [TestCase("8673112345", "0731-12345")]
    [TestCase("tel:12345;phone-context=+86731", "0731-12345")]
    [TestCase("01012345", "010-12345", Description = "An area code of two digits and its zero")]
    [TestCase("+861012345", "010-12345")]
    [TestCase("010110", "010-110")]
    [TestCase("02112345", "021-12345")]
    [TestCase("+862112345", "021-12345")]
    [TestCase("8366110", "0746-8366110", Description = "An ordinary number of the home area")]
    [TestCase("07468366110", "0746-8366110")]
    [TestCase("+867468366110", "0746-8366110")]
    [TestCase("7468366110", "0746-8366110", Description = "The zero is missing")]
    [TestCase("7461234", "0746-7461234", Description = "A local number that only looks like an area code")]
    [TestCase("8612315", "0746-8612315", Description = "A local number that only looks like a country code")]
    [TestCase("073182212345", "0731-82212345")]
    [TestCase("6001", "0746-6001", Description = "An extension")]
    [TestCase("13800001234", "+8613800001234")]
    [TestCase("013800001234", "+8613800001234")]
    [TestCase("+8613800001234", "+8613800001234")]
    [TestCase("8613800001234", "+8613800001234")]
    [TestCase("4001234567", "+864001234567")]
    [TestCase("+85223456789", "+85223456789")]
    [TestCase("0085223456789", "+85223456789")]
    [TestCase("+1 (202) 555-0123", "+12025550123")]
    public void What_a_trunk_sends_is_one_number(string sent, string number) =>
        Assert.That(Plan.Dialled(sent).ToString(), Is.EqualTo(number));

    [TestCase(null)]
    [TestCase("")]
    [TestCase("   ")]
    [TestCase("s")]
    [TestCase("anonymous")]
    [TestCase("sip:anonymous@anonymous.invalid")]
    [TestCase("sip:@host")]
    [TestCase("sip:192.0.2.1")]
    [TestCase("urn:service:sos.police")]
    [TestCase("12315'; drop table telephony.lines; --")]
    [TestCase("12315 or 1=1")]
    [TestCase("123\u000015")]
    [TestCase("12315\r\nX-Injected: 1")]
    [TestCase("1231五")]
    [TestCase("+")]
    [TestCase("++8612315")]
    [TestCase("12+315")]
    [TestCase("%zz12315")]
    [TestCase("%")]
    [TestCase("0")]
    [TestCase("00")]
    [TestCase("000")]
    [TestCase("0746")]
    [TestCase("+999")]
    [TestCase("*31#12315")]
    [TestCase("<sip:")]
    [TestCase("<>")]
    [TestCase("\"")]
    [TestCase("tel:;phone-context=+86746")]
    [TestCase("1234567890123456789012345678901234567890")]
    [TestCase("\uD800\uDC00")]
    [TestCase("\uD800")]
    public void What_is_no_number_is_unreadable_and_throws_nothing(string? sent) =>
        Assert.That(Plan.Dialled(sent), Is.EqualTo(DialledNumber.Unreadable));

    [Test]
    public void Ten_kilobytes_are_unreadable([Values("1", "<", "\"", "sip:", "%31", ",", "\\")] string repeated)
    {
        var sent = string.Concat(Enumerable.Repeat(repeated, 10_240 / repeated.Length));

        Assert.That(Plan.Dialled(sent), Is.EqualTo(DialledNumber.Unreadable));
    }

    [TestCase("13800001234", "+8613800001234")]
    [TestCase("\"张三\" <sip:+8613800001234@carrier.example;user=phone>;tag=9", "+8613800001234")]
    [TestCase("013800001234", "+8613800001234")]
    [TestCase("1795113800001234", "+8613800001234", Description = "Dialled over a carrier's prefix")]
    [TestCase("07468366110", "+867468366110")]
    [TestCase("8366110", "+867468366110")]
    [TestCase("073182212345", "+8673182212345")]
    [TestCase("02161234567", "+862161234567")]
    [TestCase("12333", "12333", Description = "A hotline that calls keeps its short code")]
    [TestCase("073112345", "073112345", Description = "Another city's keeps its area")]
    [TestCase("0085223456789", "+85223456789")]
    [TestCase("anonymous", "")]
    [TestCase("\"Anonymous\" <sip:anonymous@anonymous.invalid>", "")]
    [TestCase("Restricted", "")]
    [TestCase("unavailable", "")]
    [TestCase("匿名", "")]
    [TestCase("", "")]
    [TestCase(null, "")]
    [TestCase("'; delete from x", "")]
    public void A_caller_is_E164_a_short_code_or_withheld(string? sent, string digits) =>
        Assert.That(Plan.Caller(sent).Digits, Is.EqualTo(digits));

    [Test]
    public void Anything_at_all_has_a_reading_and_its_reading_reads_as_itself() =>
        Gen.OneOf(
            Gen.String,
            Gen.Char["0123456789+-#*();=@<>\"\\ .,%sipte:１２＋ \u0000"].Array[0, 40].Select(signs => new string(signs)),
            Gen.Char["0123456789"].Array[1, 22].Select(signs => new string(signs)),
            Gen.Char["0123456789"].Array[1, 22].Select(signs => "+" + new string(signs)),
            Gen.Char["0123456789"].Array[1, 18].Select(signs => "+86" + new string(signs)))
        .Sample(
            sent =>
            {
                var once = Plan.Dialled(sent);
                _ = Plan.Caller(sent);
                return Plan.Dialled(once.ToString()) == once
                    && Plan.Caller(Plan.Caller(sent).Digits) == Plan.Caller(sent);
            },
            iter: 50_000);

    [Test]
    public void A_short_code_is_the_same_number_in_every_notation() =>
        Gen.OneOf(Gen.Int[100, 199], Gen.Int[10_000, 19_999], Gen.Int[95_000, 96_999], Gen.Int[116_000, 118_999])
        .Sample(
            code => Array.TrueForAll(Notations, notation => Reads(notation, code) == $"0746-{code}"),
            print: code => $"{code}: " + string.Join("; ", Notations
                .Where(notation => Reads(notation, code) != $"0746-{code}")
                .Select(notation => $"{notation} reads {Reads(notation, code)}")));

    private static string Reads(string notation, int code) =>
        Plan.Dialled(notation.Replace("{0}", $"{code}", StringComparison.Ordinal)).ToString();
}
