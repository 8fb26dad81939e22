namespace ContactCenter.Telephony.EventApi.Intake;

/// <summary>The events of one request on their way into the journal.</summary>
internal sealed class Delivery(string source, IReadOnlyList<PostedEvent> events)
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal string Source => source;

    internal IReadOnlyList<PostedEvent> Events => events;

    /// <summary>Ends when every event has its outcome.</summary>
    internal Task Done => done.Task;

    internal void Finish() => done.TrySetResult();
}

/// <summary>One event on its way into the journal.</summary>
internal sealed class PostedEvent(CloudEvent read, string call, byte[] hash, byte[] body)
{
    internal CloudEvent Event => read;

    internal string Call => call;

    internal byte[] Hash => hash;

    internal byte[] Body => body;

    /// <summary>What became of it; only to be read when the delivery is done.</summary>
    internal EventOutcome Outcome { get; private set; }

    internal void Accept(long position) => Outcome = new EventOutcome(read.Id, position, IsDuplicate: false, Fault: null);

    internal void Recognise(long position, ReadOnlySpan<byte> hashThere) => Outcome = hashThere.SequenceEqual(hash)
        ? new EventOutcome(read.Id, position, IsDuplicate: true, Fault: null)
        : new EventOutcome(read.Id, 0, IsDuplicate: false, Fault.IdReused);

    internal void Refuse(Fault fault) => Outcome = new EventOutcome(read.Id, 0, IsDuplicate: false, fault);
}
