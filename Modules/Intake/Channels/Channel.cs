namespace ContactCenter.Intake.Channels;

/// <summary>Where appeals come from (受理渠道).</summary>
internal sealed class Channel
{
    public string Code { get; init; } = "";

    public string Name { get; init; } = "";

    public string Kind { get; init; } = "";

    public bool Numbered { get; init; }

    public bool Straight { get; init; }

    public bool Active { get; init; }

    public int Version { get; init; }

    internal const string Columns = "code, name, kind, numbered, straight, active, version";

    internal const string Find = $"select {Columns} from intake.channels where code = @channel";
}
