using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Callers;

/// <summary>What is known of a caller across calls.</summary>
internal sealed class Caller
{
    public Guid Id { get; init; }

    public string NumberPrint { get; init; } = "";

    public string NumberSealed { get; init; } = "";

    public string[] SpecialCare { get; init; } = [];

    public string? PreferredContact { get; init; }

    public string? Language { get; init; }

    public DateTimeOffset? MaliciousSince { get; init; }

    public string? MaliciousReason { get; init; }

    public int Version { get; init; }

    internal Refusal? WhyNotChange(int version) => version == Version
        ? null
        : new Refusal("stale-version", "来电人标记已被他人修改，请刷新后再改。", new Dictionary<string, object?> { ["version"] = Version });

    internal const string Columns = """
        id, number_print, number_sealed, special_care, preferred_contact, language, malicious_since, malicious_reason, version
        """;

    internal const string FindByPrint = $"select {Columns} from intake.callers where number_print = @print";

    internal const string Lock = $"select {Columns} from intake.callers where id = @id for update";

    /// <summary>Makes the caller known; the one who was known before is found again.</summary>
    internal const string Ensure = $"""
        with added as (
            insert into intake.callers (id, number_print, number_sealed) values (@Id, @Print, @Sealed)
            on conflict (number_print) do nothing    -- The caller is known.
            returning {Columns})
        select {Columns} from added
        union all
        select {Columns} from intake.callers where number_print = @Print
        limit 1
        """;
}
