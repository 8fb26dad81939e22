using ContactCenter.Platform.Live;
using CsCheck;
using NUnit.Framework;

namespace ContactCenter.Unit.Live;

public sealed partial class TopicsTests
{
    [Test]
    public void Any_interleaving_of_commits_readings_and_loads_ends_as_the_database() =>
        Gen.Byte.Array[20, 400].Sample(Interleave, iter: 20_000);

    [Test]
    public void A_removed_item_stays_removed_though_an_older_change_of_it_arrives_late()
    {
        var world = new World(_ => 0);
        var removed = new LoggedChange(2, new LiveChange("t", "k", 2, null));
        var older = new LoggedChange(1, new LiveChange("t", "k", 1, "1"));
        world.Open();
        world.Topics.BeginReading();
        world.Topics.EndReading([], complete: true);
        world.Topics.Loaded(world.Topic, world.Topic.Life, []);

        world.Topics.Committed([removed]);
        world.Topics.Tidy();
        world.Topics.BeginReading();
        world.Topics.EndReading([older], complete: true);

        Assert.That(world.Shown(), Is.Empty);
    }

    [Test]
    public void A_load_of_a_life_that_is_over_is_not_taken()
    {
        var world = new World(_ => 0);
        world.Open();
        world.Topics.BeginReading();
        world.Topics.EndReading([], complete: true);
        var life = world.Topic.Life;

        world.Topics.StartAt(0, isRow: false, []);

        Assert.That(world.Topics.Loaded(world.Topic, life, [new LiveItem("k", 1, "1")]), Is.False);
    }

    private static void Interleave(byte[] choices)
    {
        var at = 0;
        var world = new World(most => most <= 1 ? 0 : choices[at++ % choices.Length] % most);
        while (at < choices.Length)
        {
            world.Step();
        }

        world.Settle();
        Same(world.Shown(), world.Database(), "what a new console is sent");
        Same(world.Followed(), world.Database(), "what a console has that followed all along");
    }

    // Throws where Assert would collect the failures of all attempts, so that the shortest is shown.
    private static void Same<T>(IEnumerable<T> actual, IEnumerable<T> expected, string what)
    {
        if (!actual.ToHashSet().SetEquals(expected))
        {
            throw new InvalidOperationException(
                $"{what}: expected {string.Join(' ', expected)} but there is {string.Join(' ', actual)}");
        }
    }
}
