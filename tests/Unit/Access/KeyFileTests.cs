using System.Runtime.Versioning;
using ContactCenter.Access.PersonalData;
using ContactCenter.Contracts.Access;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace ContactCenter.Unit.Access;

/// <summary>The file with the keys: made once, added to, read again by running hosts, and refused in a sentence where it is wrong.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class KeyFileTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cc-keys-").FullName;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 28, 9, 0, 0, TimeSpan.Zero));

    private string _path = "";

    [SetUp]
    public void Name() => _path = Path.Combine(_folder, $"{Guid.CreateVersion7():n}.json");

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void The_command_makes_the_file_for_its_owner_alone()
    {
        Rotate();
        Assert.That(File.GetUnixFileMode(_path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(KeyFile.Read(_path).Keys.Select(key => key.Id), Is.EqualTo(["1"]));
    }

    [Test]
    public void A_new_key_reaches_a_running_host_and_seals_from_its_time_on()
    {
        Rotate();
        var keys = Keys();
        var personal = new PersonalVault(keys, db: null!);
        var old = personal.Seal(PersonalKind.Phone, "13800001234");
        var print = personal.Fingerprint(PersonalKind.Phone, "13800001234");

        Rotate("2");
        File.SetLastWriteTimeUtc(_path, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.That(personal.Seal(PersonalKind.Phone, "13800001234").Token, Does.StartWith("s1.p.1."), "Its time has not come.");

        _clock.Advance(TimeSpan.FromSeconds(61));
        var fresh = personal.Seal(PersonalKind.Phone, "13800001234");
        Assert.Multiple(() =>
        {
            Assert.That(fresh.Token, Does.StartWith("s1.p.2."));
            Assert.That(personal.Open(fresh), Is.EqualTo(personal.Open(old)));
            Assert.That(personal.Fingerprint(PersonalKind.Phone, "13800001234"), Is.EqualTo(print), "What was stored is still found.");
        });
    }

    [Test]
    public void A_host_that_has_not_seen_a_key_yet_looks_for_it_at_once()
    {
        Rotate();
        var late = new PersonalVault(Keys(), db: null!);
        late.Seal(PersonalKind.Phone, "1");
        Rotate("0");
        File.SetLastWriteTimeUtc(_path, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        var sealedElsewhere = new PersonalVault(Keys(), db: null!).Seal(PersonalKind.Phone, "13800001234");

        Assert.That(sealedElsewhere.Token, Does.StartWith("s1.p.2."));
        Assert.That(late.Open(sealedElsewhere), Is.EqualTo("13800001234"));
    }

    [Test]
    public void A_running_host_outlives_a_damaged_file()
    {
        Rotate();
        var keys = Keys();
        var personal = new PersonalVault(keys, db: null!);
        var value = personal.Seal(PersonalKind.Name, "张三");
        File.WriteAllText(_path, "{");
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(personal.Open(value), Is.EqualTo("张三"));
    }

    [Test]
    public void A_missing_file_is_named_with_the_way_out() =>
        Assert.That(() => Keys().Ring, Throws.InvalidOperationException.With.Message.Contains(_path).And.Message.Contains("rotate-personal-key"));

    [Test]
    public void A_file_that_others_may_read_is_refused()
    {
        Rotate();
        File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.That(() => Keys().Ring, Throws.InvalidOperationException.With.Message.Contains("chmod 600"));
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("""{"keys":[],"fingerprint":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}""")]
    [TestCase("""{"keys":[{"id":"1","key":"c2VjcmV0"}],"fingerprint":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}""")]
    [TestCase("""{"keys":[{"id":"1","key":"secret!"}],"fingerprint":"AAAA"}""")]
    [TestCase("""{"keys":[{"id":"a.b","key":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}],"fingerprint":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}""")]
    public void A_damaged_file_is_refused_without_spelling_a_key_out(string text)
    {
        File.WriteAllText(_path, text);
        File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.That(() => Keys().Ring, Throws.InvalidOperationException.With.Message.Contains("damaged").And.Message.Not.Contains("secret"));
    }

    [Test]
    public void Wrong_words_are_answered_with_the_right_ones() =>
        Assert.That(() => Rotate("soon"), Throws.InvalidOperationException.With.Message.Contains("minutes"));

    private void Rotate(params string[] words) => RotatePersonalKey.Run(_path, words, _clock, TextWriter.Null);

    private PersonalKeys Keys() => new(
        Options.Create(new PersonalDataOptions { KeyFile = _path }), _clock, NullLogger<PersonalKeys>.Instance);
}
