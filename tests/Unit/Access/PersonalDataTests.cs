using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ContactCenter.Access.PersonalData;
using ContactCenter.Contracts.Access;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace ContactCenter.Unit.Access;

/// <summary>Sealing, fingerprints, masks and redaction hold for whatever people call themselves and write.</summary>
internal sealed partial class PersonalDataTests
{
    private static readonly Gen<string> AnyText = Gen.OneOf(Gen.String, Gen.String[Gen.Char['一', '龥'], 0, 40]);

    private static readonly Gen<PersonalKind> AnyKind = Gen.Enum<PersonalKind>();

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"cc-keys-{Guid.CreateVersion7():n}.json");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 28, 9, 0, 0, TimeSpan.Zero));
    private PersonalKeys _keys = null!;
    private IPersonalData _personal = null!;

    [SetUp]
    public void MakeKeys()
    {
        KeyFile.Write(_path, new KeyRing([new PersonalKey("1", KeyFile.NewSecret(), DateTimeOffset.UnixEpoch)], KeyFile.NewSecret()));
        _keys = Keys();
        _personal = new PersonalVault(_keys, db: null!);
    }

    [TearDown]
    public void RemoveKeys() => File.Delete(_path);

    [Test]
    public void What_is_sealed_opens_again_and_never_looks_the_same_twice() => Gen.Select(AnyKind, AnyText.Where(IsText)).Sample((kind, plain) =>
    {
        var (one, two) = (_personal.Seal(kind, plain), _personal.Seal(kind, plain));
        return _personal.Open(one) == plain && _personal.Open(two) == plain && one != two
            && Token.KindOf(one.Token) == kind && (plain.Length < 3 || !one.Token.Contains(plain, StringComparison.Ordinal));
    });

    [Test]
    public void A_changed_sign_anywhere_is_refused() => Gen.Select(AnyKind, Gen.String[1, 30].Where(IsText), Gen.Int[0, 10_000], Gen.Char['-', 'z'])
        .Sample((kind, plain, place, sign) =>
        {
            var token = _personal.Seal(kind, plain).Token;
            var at = place % token.Length;
            var changed = $"{token[..at]}{sign}{token[(at + 1)..]}";
            return changed == token || Refused(changed);
        });

    [Test]
    public void What_is_no_token_is_refused()
    {
        foreach (var text in (string[])["", "s1", "13800001234", "s1.p.1.", "s1.q.1.AAAA", "s1.p..AAAA", "s1.p.1.AAAA", "s2.p.1.AAAA"])
        {
            Assert.That(Refused(text), text);
        }
    }

    [Test]
    public void Another_installations_value_is_refused()
    {
        var token = _personal.Seal(PersonalKind.Phone, "13800001234");
        MakeKeys();
        Assert.That(Refused(token.Token));
    }

    [TestCase("13800001234", "+8613800001234", "008613800001234", "8613800001234", "138-0000-1234", "１３８ ００００ １２３４", "tel:+86-138-0000-1234", "013800001234", "sip:13800001234@10.0.0.1;user=phone")]
    [TestCase("0746-8211234", "07468211234", "+867468211234", "+86 746 8211234", "(0746)8211234", "（0746）8211234转802", "0086-746-8211234")]
    [TestCase("+14155550123", "0014155550123", "+1 (415) 555-0123")]
    [TestCase("12315", " 12315")]
    public void A_telephone_number_is_the_same_in_every_notation(params string[] notations) =>
        Assert.That(notations.Select(one => _personal.Fingerprint(PersonalKind.Phone, one)).Distinct(), Has.One.Items);

    [TestCase(PersonalKind.IdentityNumber, "11010519491231002X", "110105 19491231 002x", "110105-19491231-002Ｘ", "110105491231002")]
    [TestCase(PersonalKind.Name, "买买提·艾力", "买买提•艾力", " 买买提 · 艾力 ")]
    [TestCase(PersonalKind.Name, "John Smith", "JOHN SMITH", "Ｊｏｈｎ Smith")]
    [TestCase(PersonalKind.Address, "冷水滩区梅湾街道育才路12号3栋", "冷水滩区 梅湾街道，育才路１２号 3栋")]
    public void Other_data_are_the_same_in_every_notation(PersonalKind kind, params string[] notations) =>
        Assert.That(notations.Select(one => _personal.Fingerprint(kind, one)).Distinct(), Has.One.Items);

    [Test]
    public void Numbers_that_differ_have_other_fingerprints_and_kinds_keep_apart() =>
        Gen.Select(Mobile, Mobile).Sample((one, two) =>
        {
            var print = _personal.Fingerprint(PersonalKind.Phone, one);
            return print.Length == 22 && (one == two) == (print == _personal.Fingerprint(PersonalKind.Phone, two))
                && print != _personal.Fingerprint(PersonalKind.IdentityNumber, one);
        });

    [Test]
    public void A_withheld_number_has_no_fingerprint() => Assert.Multiple(() =>
    {
        Assert.That(_personal.Fingerprint(PersonalKind.Phone, ""), Is.Empty);
        Assert.That(_personal.Fingerprint(PersonalKind.Phone, "anonymous"), Is.Empty);
        Assert.That(_personal.Open(_personal.Seal(PersonalKind.Phone, "")), Is.Empty);
    });

    [TestCase(PersonalKind.Phone, "+8613800001234", "138****1234")]
    [TestCase(PersonalKind.Phone, "0746-8211234", "0746****234")]
    [TestCase(PersonalKind.Phone, "010-62345678", "010****678")]
    [TestCase(PersonalKind.Phone, "8211234", "8****34")]
    [TestCase(PersonalKind.Phone, "12315", "12315")]
    [TestCase(PersonalKind.Phone, "+14155550123", "+14****123")]
    [TestCase(PersonalKind.Phone, "", "")]
    [TestCase(PersonalKind.Name, "张三", "张*")]
    [TestCase(PersonalKind.Name, "李小明", "李**")]
    [TestCase(PersonalKind.Name, "欧阳小明", "欧阳**")]
    [TestCase(PersonalKind.Name, "欧阳明", "欧阳*")]
    [TestCase(PersonalKind.Name, "欧阳", "欧*")]
    [TestCase(PersonalKind.Name, "王", "***")]
    [TestCase(PersonalKind.Name, "买买提·艾力", "买***")]
    [TestCase(PersonalKind.Name, "John Smith", "J***")]
    [TestCase(PersonalKind.IdentityNumber, "11010519491231002X", "110105**********2X")]
    [TestCase(PersonalKind.IdentityNumber, "E12345678", "E****8")]
    [TestCase(PersonalKind.IdentityNumber, "1234", "****")]
    [TestCase(PersonalKind.Address, "湖南省永州市冷水滩区梅湾街道育才路12号3栋502", "湖南省永州市冷水滩区梅湾街道***")]
    [TestCase(PersonalKind.Address, "冷水滩区育才路翠竹小区3栋", "冷水滩区***")]
    [TestCase(PersonalKind.Address, "江永县潇浦镇永阳路8号", "江永县潇浦镇***")]
    [TestCase(PersonalKind.Address, "翠竹小区3栋", "***")]
    [TestCase(PersonalKind.Narrative, "他的电话是13800001234", "他的电话是138****1234")]
    public void A_mask_shows_so_much(PersonalKind kind, string plain, string masked) =>
        Assert.That(_personal.Mask(kind, plain), Is.EqualTo(masked));

    [Test]
    public void A_mask_never_has_the_middle_of_the_value() => Gen.Select(Mobile, Landline, Identity).Sample((mobile, landline, identity) =>
        !_personal.Mask(PersonalKind.Phone, mobile).Contains(mobile[3..7], StringComparison.Ordinal)
        && !_personal.Mask(PersonalKind.Phone, landline).Contains(landline[4..^3], StringComparison.Ordinal)
        && !_personal.Mask(PersonalKind.IdentityNumber, identity).Contains(identity[6..16], StringComparison.Ordinal));

    [Test]
    public void A_mask_shows_less_than_half_of_any_longer_value() => Gen.Select(AnyKind, AnyText.Where(IsText)).Sample((kind, plain) =>
        kind is PersonalKind.Address or PersonalKind.Narrative || plain.Length < 7
        || !_personal.Mask(kind, plain).Contains(plain, StringComparison.Ordinal));

    private static Gen<string> Mobile => Gen.Select(Gen.Char['3', '9'], Gen.String[Gen.Char['0', '9'], 9, 9], (two, rest) => $"1{two}{rest}");

    private static Gen<string> Landline => Gen.String[Gen.Char['1', '9'], 7, 7].Select(rest => $"0746{rest}");

    private static Gen<string> Identity => Gen.Select(Gen.Int[1, 12], Gen.Int[1, 28], Gen.Int[100, 999], (month, day, order) =>
    {
        var seventeen = $"4311021980{month:00}{day:00}{order}";
        return $"{seventeen}{Notation.CheckOf(seventeen)}";
    });

    private PersonalKeys Keys() => new(
        Options.Create(new PersonalDataOptions { KeyFile = _path }), _clock, NullLogger<PersonalKeys>.Instance);

    private bool Refused(string token)
    {
        try
        {
            _personal.Open(new Sealed(token));
            return false;
        }
        catch (CryptographicException)
        {
            return true;
        }
    }

    // Half a surrogate pair is no text: JSON, PostgreSQL and UTF-8 refuse it alike.
    private static bool IsText(string text) => !LoneSurrogate().IsMatch(text);

    [GeneratedRegex(@"[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]")]
    private static partial Regex LoneSurrogate();
}
