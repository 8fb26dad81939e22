namespace ContactCenter.Trust.World;

/// <summary>A call that lives, or lived, on the PBX. All of it is guarded by the PBX's lock.</summary>
internal sealed class PbxCall(string name, bool isCallback, string caller, string dialled)
{
    internal string Name => name;

    internal bool IsCallback => isCallback;

    internal string Caller => caller;

    internal string Dialled => dialled;

    internal DateTime BeganAt { get; } = Clock.Now;

    internal Dictionary<string, PbxLeg> Legs { get; } = [];

    /// <summary>The count of its events.</summary>
    internal int Count { get; set; }

    /// <summary>Ends when the events told in order so far were taken.</summary>
    internal Task Told { get; set; } = Task.CompletedTask;

    internal int Rings { get; set; }

    internal int Talks { get; set; }

    internal bool WasBridged { get; set; }

    internal DateTime? CitizenLeftAt { get; set; }

    internal string? CitizenLeftBy { get; set; }

    internal DateTime? EndedAt { get; set; }

    internal TaskCompletionSource Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal IEnumerable<PbxLeg> Alive => Legs.Values.Where(leg => leg.Stage is not LegStage.Gone);

    /// <summary>A leg by the PBX's name or by the one its command gave it.</summary>
    internal PbxLeg? Find(string leg) =>
        Legs.GetValueOrDefault(leg) ?? Legs.Values.FirstOrDefault(one => one.Alias == leg);
}

/// <summary>One telephone's part in a call.</summary>
internal sealed class PbxLeg(string name, string role, string address)
{
    internal string Name => name;

    /// <summary><c>citizen</c>, <c>agent</c> or <c>trunk</c>.</summary>
    internal string Role => role;

    internal string Address => address;

    /// <summary>The name that the command gave it, where the PBX has its own.</summary>
    internal string? Alias { get; init; }

    /// <summary>The command that made it.</summary>
    internal Guid? Command { get; init; }

    internal LegStage Stage { get; set; } = LegStage.Ringing;

    internal bool IsBridged { get; set; }
}

internal enum LegStage
{
    Ringing,
    Answered,
    Gone,
}
