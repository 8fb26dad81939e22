using ContactCenter.Platform.Live;
using CsCheck;
using NUnit.Framework;

namespace ContactCenter.Unit.Live;

public sealed class DeltaRingTests
{
    [Test]
    public void What_comes_after_any_place_is_the_newest_of_each_key_and_everything_urgent() =>
        Gen.Select(Gen.Int[0, 5], Gen.Bool).List[0, 1500].Sample(changes =>
        {
            var ring = new DeltaRing();
            for (var number = 1; number <= changes.Count; number++)
            {
                ring.Add(Item(changes[number - 1].Item1, number), urgent: changes[number - 1].Item2);
            }

            Assert.That(ring.Last, Is.EqualTo(changes.Count));
            var oldest = Math.Max(0, changes.Count - DeltaRing.Most);
            Assert.That(ring.Reaches(oldest), Is.True);
            Assert.That(ring.Reaches(oldest - 1), Is.False);
            Assert.That(ring.Reaches(changes.Count + 1), Is.False);

            for (var from = (long)oldest; from <= changes.Count; from += 97)
            {
                var rest = changes.Index().Skip((int)from).ToArray();
                var expected = rest
                    .Where(one => one.Item.Item2 || !rest.Any(later => later.Index > one.Index && later.Item.Item1 == one.Item.Item1))
                    .Select(one => (long)one.Index + 1);
                Assert.That(ring.After(from).Select(item => item.Version), Is.EqualTo(expected));
            }
        }, iter: 60);

    private static LiveFrameItem Item(int key, int number) => new() { Key = $"{key}", Version = number, Value = "{}" };
}
