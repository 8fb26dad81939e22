using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Contracts.Intake;
using ContactCenter.Intake.Citizens;

namespace ContactCenter.Intake.Appeals;

/// <summary>An appeal about to be registered.</summary>
/// <param name="Matter">What it is about.</param>
/// <param name="Person">Who it is from, as typed.</param>
/// <param name="Origin">Where it came from.</param>
/// <param name="Outcome">How it is dealt with; null leaves it in the inbox.</param>
internal sealed record Registering(
    AppealFields.Matter Matter, CitizenFields.Person Person, Origin Origin, AppealFields.Outcome? Outcome);

/// <summary>Where an appeal came from.</summary>
internal sealed record Origin(string Channel)
{
    public AccountId? RegisteredBy { get; init; }

    /// <summary>The form it was typed in, so that sending it twice makes one appeal.</summary>
    public Guid? Draft { get; init; }

    public CallId? Call { get; init; }

    public string? Line { get; init; }

    public string? Dialled { get; init; }

    public string? RecordingId { get; init; }

    /// <summary>The caller's number as the call has it, sealed there.</summary>
    public Sealed? CallerOfCall { get; init; }

    public string? ExternalSystem { get; init; }

    public string? ExternalNumber { get; init; }

    public DateTimeOffset? UpstreamDeadline { get; init; }

    /// <summary>When the citizen turned to us, where that was before it was typed in; null for now.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>Whether a receipt is sent by short message.</summary>
    public bool Receipt { get; init; } = true;
}

/// <summary>An appeal that stands.</summary>
/// <param name="Id">The appeal.</param>
/// <param name="Number">Its number.</param>
/// <param name="QueryCode">What the citizen needs besides the number to ask how far it is; null where it stood before.</param>
/// <param name="Again">It stood before: this was a repeat.</param>
internal sealed record Registered(AppealId Id, string Number, string? QueryCode, bool Again);
