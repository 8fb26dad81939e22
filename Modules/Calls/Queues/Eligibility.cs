using ContactCenter.Platform.Database;

namespace ContactCenter.Calls.Queues;

/// <summary>Who may serve which queue: the same team, and every skill the queue asks for at its level.</summary>
internal static class Eligibility
{
    private const string Clear = """
        delete from calls.eligibility where (@queue::text is null or queue = @queue) and (@agent::uuid is null or agent_id = @agent)
        """;

    private const string Fill = """
        insert into calls.eligibility (queue, agent_id)
        select q.key, a.id
        from calls.queues q
        join calls.agents a on a.team = q.team
        where (@queue::text is null or q.key = @queue)
          and (@agent::uuid is null or a.id = @agent)
          and not exists (
              select from calls.queue_skills s
              left join calls.agent_skills k on k.agent_id = a.id and k.skill = s.skill
              where s.queue = q.key and coalesce(k.level, 0) < s.level)
        """;

    /// <summary>Works it out anew for one queue, one agent, or everything where both are null.</summary>
    internal static async Task RefreshAsync(Work work, string? queue, Guid? agent)
    {
        await work.ExecuteAsync(Clear, new { queue, agent });
        await work.ExecuteAsync(Fill, new { queue, agent });
    }
}
