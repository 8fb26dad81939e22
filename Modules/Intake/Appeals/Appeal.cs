using System.Security.Cryptography;
using System.Text;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Intake;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Appeals;

/// <summary>An appeal as it is stored, and what may happen to it.</summary>
internal sealed class Appeal
{
    public Guid Id { get; init; }

    public string Number { get; init; } = "";

    public AppealState State { get; init; }

    public Handling? Handling { get; init; }

    public AppealStage? Stage { get; init; }

    public AppealType Type { get; init; }

    public Urgency Urgency { get; init; }

    public string Channel { get; init; } = "";

    public string? ExternalSystem { get; init; }

    public string? ExternalNumber { get; init; }

    public DateTimeOffset? UpstreamDeadline { get; init; }

    public Guid? CallId { get; init; }

    public string? Line { get; init; }

    public string? Dialled { get; init; }

    public string? RecordingId { get; init; }

    public string? Category { get; init; }

    public string? Area { get; init; }

    public string? Place { get; init; }

    public double? Longitude { get; init; }

    public double? Latitude { get; init; }

    public string Title { get; init; } = "";

    public string Brief { get; init; } = "";

    public string NarrativeSealed { get; init; } = "";

    public string QueryCodeSealed { get; init; } = "";

    public string? CallerNumberSealed { get; init; }

    public string? CallerNumberPrint { get; init; }

    public string? ContactNumberSealed { get; init; }

    public string? ContactNumberPrint { get; init; }

    public string? CallerNameSealed { get; init; }

    public string? IdentityNumberSealed { get; init; }

    public string? AddressSealed { get; init; }

    public string? CompanyNameSealed { get; init; }

    public string[] CallerTags { get; init; } = [];

    public string PreferredContact { get; init; } = "";

    public string? Language { get; init; }

    public bool Secret { get; init; }

    public bool Anonymous { get; init; }

    public bool ReplyWanted { get; init; }

    public bool Publishable { get; init; }

    public bool OldCaller { get; init; }

    public string? EarlierNumber { get; init; }

    public int UrgeCount { get; init; }

    public Guid? Occupant { get; init; }

    public string Occupancy { get; init; } = "";

    public string? Answer { get; init; }

    public string? KnowledgeId { get; init; }

    public string? KnowledgeTitle { get; init; }

    public string? StatutoryRoute { get; init; }

    public string? TransferredTo { get; init; }

    public string? InvalidReason { get; init; }

    public string? WithdrawalProof { get; init; }

    public string? WithdrawalReason { get; init; }

    public Guid? MergedInto { get; init; }

    public string? PublicAnswer { get; init; }

    public Guid? RegisteredBy { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }

    public DateTimeOffset? ProgressedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public int Version { get; init; }

    internal AppealId AppealId => new(Id);

    /// <summary>Where a message or a call would reach the citizen: the number given for it, else the one called from.</summary>
    internal Sealed? Reach => (ContactNumberSealed ?? CallerNumberSealed) is { } token ? new Sealed(token) : null;

    /// <summary>The appeal whose handling serves this one: itself, or the one it was merged into.</summary>
    internal AppealId Handled => new(MergedInto ?? Id);

    /// <summary>Whether a number with this fingerprint is this citizen's.</summary>
    internal bool IsFrom(string print) => print == CallerNumberPrint || print == ContactNumberPrint;

    /// <summary>Takes the same time for each wrong code.</summary>
    internal bool HasCode(IPersonalData personal, string code) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(personal.Open(new Sealed(QueryCodeSealed))), Encoding.UTF8.GetBytes(code));

    /// <summary>Why it may not be changed, urged or taken back any more, or null where it may.</summary>
    internal Refusal? WhyNotTouch() => State is AppealState.Closed
        ? new Refusal("appeal-closed", "该诉求已办结，不能再变更；仍有诉求的请另行登记并关联本件。")
        : null;

    /// <summary>Why a change of this version may not be made, or null where it may.</summary>
    internal Refusal? WhyNotChange(int version) => version != Version
        ? new Refusal("stale-version", "该诉求已被他人修改，请刷新后再改。", new Dictionary<string, object?> { ["version"] = Version })
        : WhyNotTouch();

    /// <summary>Why it may not join another appeal, or null where it may.</summary>
    internal Refusal? WhyNotMergeInto(Appeal other) => (this, other) switch
    {
        _ when Id == other.Id => new Refusal("merge-itself", "诉求不能与自身并单。"),
        ({ MergedInto: not null }, _) => new Refusal("already-merged", "该诉求已并单，不能再次并单。"),
        (_, { MergedInto: not null }) => new Refusal("merge-into-merged", "目标诉求本身已并入他件，请选择其主件。"),
        (_, { State: not AppealState.Accepted } or { Handling: not Appeals.Handling.Dispatch }) =>
            new Refusal("merge-target-not-open", "目标诉求不在办理中，不能并单；可以关联。"),
        ({ State: AppealState.Closed }, _) => WhyNotTouch(),
        _ => null,
    };
}
