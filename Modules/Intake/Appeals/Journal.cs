using System.Text.Json;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Intake;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;

namespace ContactCenter.Intake.Appeals;

/// <summary>Everything that happened to an appeal, for good.</summary>
internal static class Journal
{
    /// <param name="work">The transaction of the act.</param>
    /// <param name="appeal">The appeal.</param>
    /// <param name="actor">Who; null for the system, a channel or a citizen.</param>
    /// <param name="act">A stable word.</param>
    /// <param name="reason">Why, without personal data.</param>
    /// <param name="details">Ids and states only.</param>
    internal static Task NoteAsync(
        this Work work, AppealId appeal, AccountId? actor, string act, string? reason = null, object? details = null) =>
        work.ExecuteAsync(Insert, new
        {
            appeal, Actor = actor?.Value, act, reason, Details = details is null ? null : JsonSerializer.Serialize(details, Json.Options),
        });

    private const string Insert = """
        insert into intake.journal (appeal_id, actor, act, reason, details) values (@appeal, @Actor, @act, @reason, @Details::jsonb)
        """;
}
