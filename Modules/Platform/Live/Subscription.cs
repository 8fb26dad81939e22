namespace ContactCenter.Platform.Live;

/// <summary>One console's place in one topic; only the console's own sending moves it.</summary>
internal sealed class Subscription(Topic topic, Viewer viewer, ITopicSource source, string? epoch, long sent)
{
    internal Topic Topic => topic;

    internal Viewer Viewer => viewer;

    internal ITopicSource Source => source;

    internal string? Epoch { get; set; } = epoch;

    internal long Sent { get; set; } = sent;

    /// <summary>The console has asked and must get an answer, even where nothing changed.</summary>
    internal bool Unanswered { get; set; } = true;
}
