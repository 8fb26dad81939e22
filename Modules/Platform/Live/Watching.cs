using ContactCenter.Platform.Events;

namespace ContactCenter.Platform.Live;

/// <summary>Who may watch what: asked of the topic's module at every subscription, and again while it lasts.</summary>
internal sealed class Watching(Topics topics, IEnumerable<ITopicSource> sources, Bells bells, LiveMetrics metrics)
{
    private readonly ITopicSource[] sources = [.. sources];

    internal ITopicSource? SourceOf(string topic) => Array.Find(sources, source => source.Owns(topic));

    internal void Watch(Viewer viewer, IReadOnlyList<WatchedTopic> wanted)
    {
        foreach (var one in wanted)
        {
            if (one.Topic.Length > 200 || SourceOf(one.Topic) is not { } source)
            {
                viewer.Refuse(one.Topic, "unknown-topic");
            }
            else if (!source.MayWatch(viewer.Person, one.Topic))
            {
                viewer.Refuse(one.Topic, "not-allowed");
            }
            else if (viewer.Subscriptions.Count >= Viewer.MostTopics && !viewer.Watches(one.Topic))
            {
                viewer.Refuse(one.Topic, "too-many-topics");
            }
            else
            {
                Join(viewer, one, source);
            }
        }
    }

    /// <summary>Ends what the person may no longer watch.</summary>
    internal static void Recheck(Viewer viewer)
    {
        foreach (var subscription in viewer.Subscriptions)
        {
            if (!subscription.Source.MayWatch(viewer.Person, subscription.Topic.Name))
            {
                viewer.Leave(subscription.Topic.Name);
                viewer.Refuse(subscription.Topic.Name, "not-allowed");
            }
        }
    }

    private void Join(Viewer viewer, WatchedTopic wanted, ITopicSource source)
    {
        if (viewer.Watches(wanted.Topic))
        {
            // Nobody asks again for what arrives in order.
            metrics.GapRepaired();
        }

        Topic topic;
        do
        {
            topic = topics.Open(wanted.Topic, out var isNew);
            if (isNew)
            {
                bells.Ring(ChangeFollower.Bell);
            }
        }
        while (!viewer.Join(new Subscription(topic, viewer, source, wanted.Epoch, wanted.Seq)));
    }
}
