using ContactCenter.Platform.Live;
using NUnit.Framework;

namespace ContactCenter.Unit.Live;

public sealed class LogPositionTests
{
    [Test]
    public void A_row_is_seen_once()
    {
        var position = new LogPosition();

        Assert.That(position.Note(1), Is.True);
        Assert.That(position.Note(1), Is.False);
        position.Advance();
        Assert.That(position.Note(1), Is.False);
    }

    [Test]
    public void An_id_that_was_passed_over_is_asked_for_until_it_appears()
    {
        var position = At(1, 4);

        Assert.That(position.Next().Missing, Is.EquivalentTo([2L, 3L]));
        Assert.That(position.Settled, Is.EqualTo(1));

        Assert.That(position.Note(3), Is.True);
        position.Advance();
        Assert.That(position.Next().Missing, Is.EquivalentTo([2L]));
        Assert.That(position.Next().After, Is.EqualTo(4));
    }

    [Test]
    public void A_missing_row_is_given_up_when_all_who_were_writing_have_ended_and_a_reading_followed()
    {
        var position = At(1, 3);

        position.NoteWriters(["4/17", "5/2"]);
        position.GiveUp();
        Assert.That(position.Next().Missing, Is.EquivalentTo([2L]), "either may have taken the id");

        position.NoteWriters(["5/2", "6/1"]);
        position.GiveUp();
        Assert.That(position.Next().Missing, Is.EquivalentTo([2L]), "5/2 still runs");

        position.NoteWriters(["6/1"]);
        Assert.That(position.Next().Missing, Is.EquivalentTo([2L]), "it may have committed; the next reading tells");
        position.GiveUp();
        Assert.That(position.Next().Missing, Is.Empty);
        Assert.That(position.Settled, Is.EqualTo(3));
    }

    [Test]
    public void Own_commits_ahead_of_the_log_are_left_out_of_the_next_reading()
    {
        var position = At(1, 2);

        position.Note(9);

        Assert.That(position.Next().Seen, Is.EqualTo([9L]));
        Assert.That(position.Settled, Is.EqualTo(2));
    }

    [Test]
    public void A_jump_of_the_sequence_does_not_fill_the_memory()
    {
        var position = At(1);

        position.Note(5_000_000_000);
        position.Advance();

        Assert.That(position.MissingCount, Is.EqualTo(100_000));
    }

    private static LogPosition At(params long[] seen)
    {
        var position = new LogPosition();
        foreach (var id in seen)
        {
            position.Note(id);
        }

        position.Advance();
        return position;
    }
}
