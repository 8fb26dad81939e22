using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Contracts.Intake;
using ContactCenter.Intake.Areas;
using ContactCenter.Intake.Categories;

namespace ContactCenter.Intake.Appeals;

/// <summary>Appeals as people see them: what identifies the citizen is masked.</summary>
internal sealed class AppealViews(IPersonalData personal, CategoryBook categories, AreaBook areas)
{
    internal Line LineOf(Appeal appeal) => new(
        appeal.AppealId, appeal.Number, appeal.State.Word(), appeal.Handling?.Word(), appeal.Stage, appeal.Type, appeal.Urgency,
        appeal.Channel, appeal.Category, categories.NameOf(appeal.Category), appeal.Area, areas.NameOf(appeal.Area), appeal.Line,
        appeal.Title, appeal.Secret, appeal.Anonymous, appeal.UrgeCount, Of(appeal.MergedInto), appeal.UpstreamDeadline,
        appeal.ReceivedAt, appeal.AcceptedAt, appeal.ClosedAt, appeal.Occupant is { } occupant ? new AccountId(occupant) : null,
        appeal.CallId is { } call ? new CallId(call) : null);

    internal Full FullOf(Appeal appeal) => new(
        LineOf(appeal), appeal.Brief, appeal.Place, appeal.Longitude, appeal.Latitude,
        new Citizen(
            Mask(PersonalKind.Phone, appeal.CallerNumberSealed), Mask(PersonalKind.Phone, appeal.ContactNumberSealed),
            Mask(PersonalKind.Name, appeal.CallerNameSealed), Mask(PersonalKind.IdentityNumber, appeal.IdentityNumberSealed),
            Mask(PersonalKind.Address, appeal.AddressSealed), Mask(PersonalKind.Name, appeal.CompanyNameSealed),
            appeal.CallerTags, appeal.PreferredContact, appeal.Language),
        appeal.ExternalSystem, appeal.ExternalNumber, appeal.Dialled, appeal.RecordingId, appeal.ReplyWanted, appeal.Publishable, appeal.OldCaller, appeal.EarlierNumber, appeal.Occupancy,
        appeal.Answer, appeal.KnowledgeId, appeal.KnowledgeTitle, appeal.StatutoryRoute, appeal.TransferredTo,
        appeal.InvalidReason, appeal.WithdrawalProof, appeal.WithdrawalReason, appeal.PublicAnswer,
        appeal.RegisteredBy is { } by ? new AccountId(by) : null, appeal.Version);

    private string? Mask(PersonalKind kind, string? token) =>
        token is null ? null : personal.Mask(kind, personal.Open(new Sealed(token)));

    private static AppealId? Of(Guid? id) => id is { } value ? new AppealId(value) : null;

    /// <summary>An appeal as a line of a list.</summary>
    public sealed record Line(
        AppealId Id, string Number, string State, string? Handling, AppealStage? Stage, AppealType Type, Urgency Urgency,
        string Channel, string? Category, string? CategoryName, string? Area, string? AreaName, string? DialledLine, string Title,
        bool Secret, bool Anonymous, int UrgeCount, AppealId? MergedInto, DateTimeOffset? UpstreamDeadline,
        DateTimeOffset ReceivedAt, DateTimeOffset? AcceptedAt, DateTimeOffset? ClosedAt, AccountId? Occupant,
        CallId? Call);

    /// <summary>A citizen, masked; null where a datum was not given.</summary>
    public sealed record Citizen(
        string? CallerNumber, string? ContactNumber, string? Name, string? IdentityNumber, string? Address, string? CompanyName,
        string[] CallerTags, string PreferredContact, string? Language);

    /// <summary>Everything of an appeal that may be seen without a reason.</summary>
    public sealed record Full(
        Line Appeal, string Brief, string? Place, double? Longitude, double? Latitude, Citizen Citizen, string? ExternalSystem,
        string? ExternalNumber, string? Dialled, string? RecordingId, bool ReplyWanted, bool Publishable,
        bool OldCaller, string? EarlierNumber, string Occupancy, string? Answer, string? KnowledgeId, string? KnowledgeTitle,
        string? StatutoryRoute, string? TransferredTo, string? InvalidReason, string? WithdrawalProof, string? WithdrawalReason,
        string? PublicAnswer, AccountId? RegisteredBy, int Version);
}
