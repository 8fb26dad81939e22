namespace ContactCenter.Contracts.Intake;

/// <summary>An appeal was accepted (受理) and needs handling: a work order follows. Raised by Intake.</summary>
/// <param name="Appeal">The appeal; its facts are asked of <see cref="IAppeals"/>, so that no personal data travel.</param>
public sealed record AppealAccepted(AppealId Appeal) : IEvent
{
    /// <inheritdoc/>
    public string Stream => $"appeal:{Appeal}";
}

/// <summary>
/// An appeal was joined to another one of the same matter (并单): one handling, but each citizen keeps their own notice,
/// callback and rating. Raised by Intake.
/// </summary>
/// <param name="Appeal">The appeal that joins.</param>
/// <param name="Into">The appeal whose handling serves both.</param>
public sealed record AppealMerged(AppealId Appeal, AppealId Into) : IEvent
{
    /// <inheritdoc/>
    public string Stream => $"appeal:{Appeal}";
}

/// <summary>The citizen took an appeal back, verifiably. Raised by Intake.</summary>
/// <param name="Appeal">The appeal.</param>
/// <param name="Proof">How it was verified: a stable word, e.g. <c>recording</c>, <c>query-code</c>, <c>callback</c>.</param>
public sealed record AppealWithdrawn(AppealId Appeal, string Proof) : IEvent
{
    /// <inheritdoc/>
    public string Stream => $"appeal:{Appeal}";
}

/// <summary>Facts of an appeal changed after its acceptance (category, place, brief, urgency). Raised by Intake.</summary>
/// <param name="Appeal">The appeal.</param>
public sealed record AppealAmended(AppealId Appeal) : IEvent
{
    /// <inheritdoc/>
    public string Stream => $"appeal:{Appeal}";
}

/// <summary>The citizen urged or added to an appeal that is being handled. Raised by Intake.</summary>
/// <param name="Appeal">The appeal.</param>
/// <param name="Supplement">What was added, redacted; null where the citizen only urged.</param>
public sealed record AppealUrged(AppealId Appeal, string? Supplement) : IEvent
{
    /// <inheritdoc/>
    public string Stream => $"appeal:{Appeal}";
}

/// <summary>The handling of an appeal came to a further stage: what the citizen may know of it. Raised by Dispatch.</summary>
/// <param name="Appeal">The appeal.</param>
/// <param name="Stage">The stage.</param>
/// <param name="PublicAnswer">The answer for the citizen, once there is one; it names nobody.</param>
/// <param name="At">When.</param>
public sealed record AppealProgressed(AppealId Appeal, AppealStage Stage, string? PublicAnswer, DateTimeOffset At) : IEvent
{
    /// <inheritdoc/>
    public string Stream => $"appeal:{Appeal}";
}
