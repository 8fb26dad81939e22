using System.ComponentModel.DataAnnotations;
using ContactCenter.Calls.Agents;
using ContactCenter.Calls.Desks;
using ContactCenter.Calls.Live;
using ContactCenter.Calls.Queues;
using ContactCenter.Calls.Signals;
using ContactCenter.Calls.Turns;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Calls.Floor;

internal static class EditAgent
{
    internal const string Upsert = """
        insert into calls.agents (id, code, name, team, phone, phone_mode, console_required)
        values (@id, @code, @name, @team, @phone, @mode, @consoleRequired)
        on conflict (id) do update    -- the agent is there: changed
        set name = excluded.name, team = excluded.team, phone = excluded.phone, phone_mode = excluded.phone_mode,
            console_required = excluded.console_required, version = calls.agents.version + 1
        """;

    internal const string ClearSkills = "delete from calls.agent_skills where agent_id = @id";

    internal const string InsertSkill = "insert into calls.agent_skills (agent_id, skill, level) values (@id, @Skill, @Level)";

    private const string SelectAgents = $"select {Rows.Agent} from calls.agents a order by a.code limit 5000";

    private const string SelectSkills = "select agent_id, skill, level from calls.agent_skills order by agent_id, skill limit 100000";

    private const string SelectQueues = "select queue from calls.eligibility where agent_id = @id limit 1000";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/agents", List)
            .RequireAuthorization(Rights.WatchFloor)
            .WithName("ListAgents")
            .WithSummary("Every agent with skills, team and telephone.");
        routes.MapPut("/agents/{logIn}", Put)
            .RequireAuthorization(Rights.Administer)
            .WithName("PutAgent")
            .WithSummary("Makes an account an agent, or changes one: team, telephone, skills. It counts from the next decision on.")
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<List<Response>>> List(Db db, CancellationToken cancellationToken)
    {
        var agents = await db.ListAsync<Agent>(SelectAgents, null, cancellationToken);
        var skills = (await db.ListAsync<SkillRow>(SelectSkills, null, cancellationToken))
            .ToLookup(row => row.AgentId, row => new EditQueue.SkillLevel(row.Skill, row.Level));
        return TypedResults.Ok(agents
            .Select(agent => new Response(Views.Of(agent), agent.ConsoleRequired, [.. skills[agent.Id]], agent.Queues)).ToList());
    }

    private static async Task<Results<NoContent, NotFound<string>>> Put(
        [StringLength(64)] string logIn, Request request, CurrentUser user, Db db, IAccounts accounts, TurnRunner turns,
        IAudit audit, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(logIn, cancellationToken) is not { } account || !account.Roles.Contains(Roles.Agent))
        {
            return TypedResults.NotFound("没有这个账号,或它没有话务员角色;请先在账号管理中设置。");
        }

        var id = Desk.AgentOf(account.Id);
        IReadOnlyList<string> queues;
        await using (var work = await db.BeginAsync(cancellationToken))
        {
            await work.ExecuteAsync(Upsert, new
            {
                id,
                code = account.LogIn,
                name = account.Name,
                team = request.Team,
                phone = request.Phone,
                mode = request.PhoneMode.Word(),
                consoleRequired = request.ConsoleRequired,
            });
            await work.ExecuteAsync(ClearSkills, new { id });
            foreach (var skill in request.Skills.DistinctBy(skill => skill.Skill))
            {
                await work.ExecuteAsync(InsertSkill, new { id, skill.Skill, skill.Level });
            }

            await Eligibility.RefreshAsync(work, null, id.Value);
            queues = await work.ListAsync<string>(SelectQueues, new { id });
            await work.CommitAsync();
        }

        await turns.MatchAsync([.. queues], $"account:{user.Id}", cancellationToken);
        await audit.RecordAsync(new AuditRecord(user.Id, "agent.changed", $"agent:{id}", request.Why, null), cancellationToken);
        return TypedResults.NoContent();
    }

    public sealed record Request(
        [Required, StringLength(60)] string Team, [StringLength(100), RegularExpression(@"[A-Za-z0-9/_.@+:-]*")] string Phone,
        PhoneMode PhoneMode, bool ConsoleRequired, [Required, MaxLength(100)] IReadOnlyList<EditQueue.SkillLevel> Skills,
        [StringLength(200)] string? Why);

    public sealed record Response(
        AgentView Agent, bool ConsoleRequired, IReadOnlyList<EditQueue.SkillLevel> Skills, IReadOnlyList<string> Queues);

    private sealed record SkillRow(AgentId AgentId, string Skill, int Level);
}
