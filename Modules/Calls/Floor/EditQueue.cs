using System.ComponentModel.DataAnnotations;
using ContactCenter.Calls.Live;
using ContactCenter.Calls.Queues;
using ContactCenter.Calls.Turns;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Http;

namespace ContactCenter.Calls.Floor;

internal static class EditQueue
{
    private const string Upsert = """
        insert into calls.queues
            (key, name, team, priority, overflow_queue, overflow_after_seconds, max_length, offer_seconds,
             service_level_seconds, wrap_up_mode, wrap_up_seconds, sticky, announce_every_seconds)
        values (@key, @Name, @Team, @Priority, @OverflowQueue, @OverflowAfterSeconds, @MaxLength, @OfferSeconds,
                @ServiceLevelSeconds, @mode, @WrapUpSeconds, @Sticky, @AnnounceEverySeconds)
        on conflict (key) do update    -- the queue is there: changed, if nobody else has changed it since
        set name = excluded.name, team = excluded.team, priority = excluded.priority, overflow_queue = excluded.overflow_queue,
            overflow_after_seconds = excluded.overflow_after_seconds, max_length = excluded.max_length,
            offer_seconds = excluded.offer_seconds, service_level_seconds = excluded.service_level_seconds,
            wrap_up_mode = excluded.wrap_up_mode, wrap_up_seconds = excluded.wrap_up_seconds, sticky = excluded.sticky,
            announce_every_seconds = excluded.announce_every_seconds, version = calls.queues.version + 1
        where calls.queues.version = @Version
        returning version
        """;

    private const string ClearSkills = "delete from calls.queue_skills where queue = @key";

    private const string InsertSkill = "insert into calls.queue_skills (queue, skill, level) values (@key, @Skill, @Level)";

    private const string ClearHours = "delete from calls.queue_hours where queue = @key";

    private const string InsertHours = """
        insert into calls.queue_hours (queue, weekday, opens, closes) values (@key, @Weekday, @opens, @closes)
        """;

    private const string SelectSkills = "select queue, skill, level from calls.queue_skills order by queue, skill limit 20000";

    private const string Reprioritise = """
        update calls.calls set priority = @Priority, version = version + 1
        where queue = @key and state = 'queued' and (direction = 'inbound' or answered_at is not null)
        """;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/queues", List)
            .RequireAuthorization(Rights.WatchFloor)
            .WithName("ListQueues")
            .WithSummary("Every queue with its settings, skills and hours.");
        routes.MapPut("/queues/{key}", Put)
            .RequireAuthorization(Rights.Administer)
            .WithName("PutQueue")
            .WithSummary("Makes or changes a queue; waiting calls feel it at once. An old version is refused.")
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<List<Response>>> List(QueueBook book, Db db, CancellationToken cancellationToken)
    {
        await book.LoadAsync(cancellationToken);
        var skills = (await db.ListAsync<SkillRow>(SelectSkills, null, cancellationToken))
            .ToLookup(row => row.Queue, row => new SkillLevel(row.Skill, row.Level));
        return TypedResults.Ok(book.All.OrderBy(queue => queue.Key, StringComparer.Ordinal)
            .Select(queue => Of(queue, [.. skills[queue.Key]])).ToList());
    }

    private static async Task<Results<Ok<Response>, ValidationProblem, ProblemHttpResult>> Put(
        [RegularExpression("[a-z][a-z0-9-]{0,39}")] string key, Request request, CurrentUser user, QueueBook book, Db db,
        TurnRunner turns, Bells bells, IAudit audit, CancellationToken cancellationToken)
    {
        if (WhyNot(key, request, book) is { } problems)
        {
            return TypedResults.ValidationProblem(problems);
        }

        await using (var work = await db.BeginAsync(cancellationToken))
        {
            var version = await work.FindAsync<int?>(Upsert, new
            {
                key,
                request.Name,
                request.Team,
                request.Priority,
                request.OverflowQueue,
                request.OverflowAfterSeconds,
                request.MaxLength,
                request.OfferSeconds,
                request.ServiceLevelSeconds,
                mode = request.WrapUpMode.Word(),
                request.WrapUpSeconds,
                request.Sticky,
                request.AnnounceEverySeconds,
                request.Version,
            });
            if (version is null)
            {
                return new Refusal("stale-version", "该队列已被他人修改,请刷新后再改。", new Dictionary<string, object?>
                {
                    ["version"] = book.Find(key)?.Version,
                }).ToProblem();
            }

            await work.ExecuteAsync(ClearSkills, new { key });
            foreach (var skill in request.Skills)
            {
                await work.ExecuteAsync(InsertSkill, new { key, skill.Skill, skill.Level });
            }

            await work.ExecuteAsync(ClearHours, new { key });
            foreach (var hours in request.Hours)
            {
                await work.ExecuteAsync(InsertHours, new
                {
                    key,
                    hours.Weekday,
                    opens = hours.Opens.ToTimeSpan(),
                    closes = hours.Closes.ToTimeSpan(),
                });
            }

            await work.ExecuteAsync(Reprioritise, new { key, request.Priority });
            await Eligibility.RefreshAsync(work, key, null);
            await work.CommitAsync();
        }

        await book.LoadAsync(cancellationToken);
        bells.Ring(QueueBook.Bell);
        await turns.MatchAsync([key], $"account:{user.Id}", cancellationToken);
        await audit.RecordAsync(new AuditRecord(user.Id, "queue.changed", $"queue:{key}", request.Why, null), cancellationToken);
        return TypedResults.Ok(Of(book.Find(key)!, request.Skills));
    }

    private static Dictionary<string, string[]>? WhyNot(string key, Request request, QueueBook book)
    {
        var problems = new Dictionary<string, string[]>();
        if (request.OverflowQueue is { } overflow && (overflow == key || book.Find(overflow) is null))
        {
            problems["overflowQueue"] = ["溢出队列必须是另一个已有的队列。"];
        }

        if (request.Hours.Any(hours => hours.Weekday is < 1 or > 7 || hours.Closes <= hours.Opens))
        {
            problems["hours"] = ["服务时间的星期为 1–7,且结束须晚于开始;24 小时服务请留空。"];
        }

        if (request.Hours.GroupBy(hours => hours.Weekday).Any(day => day.OrderBy(one => one.Opens).Pairs().Any(pair => pair.Next.Opens < pair.One.Closes)))
        {
            problems["hours"] = ["同一天的服务时段不能重叠。"];
        }

        if (request.Skills.GroupBy(skill => skill.Skill).Any(same => same.Count() > 1))
        {
            problems["skills"] = ["同一技能只能要求一次。"];
        }

        return problems.Count == 0 ? null : problems;
    }

    private static IEnumerable<(T One, T Next)> Pairs<T>(this IEnumerable<T> items) => items.Zip(items.Skip(1));

    private static Response Of(Queue queue, IReadOnlyList<SkillLevel> skills) => new(
        queue.Key, queue.Name, queue.Team, queue.Priority, queue.OverflowQueue, queue.OverflowAfterSeconds, queue.MaxLength,
        queue.OfferSeconds, queue.ServiceLevelSeconds, queue.WrapUpMode, queue.WrapUpSeconds, queue.Sticky,
        queue.AnnounceEverySeconds, skills, queue.Hours, queue.Version);

    public sealed record Request(
        [Required, StringLength(60)] string Name, [Required, StringLength(60)] string Team, [Range(-99, 100)] int Priority,
        [StringLength(40)] string? OverflowQueue, [Range(1, 86400)] int? OverflowAfterSeconds, [Range(1, 100000)] int? MaxLength,
        [Range(1, 120)] int OfferSeconds, [Range(1, 3600)] int ServiceLevelSeconds, WrapUpMode WrapUpMode,
        [Range(1, 3600)] int WrapUpSeconds, bool Sticky, [Range(0, 3600)] int AnnounceEverySeconds,
        [Required, MaxLength(50)] IReadOnlyList<SkillLevel> Skills, [Required, MaxLength(50)] IReadOnlyList<OpenHours> Hours,
        int Version, [StringLength(200)] string? Why);

    public sealed record Response(
        string Key, string Name, string Team, int Priority, string? OverflowQueue, int? OverflowAfterSeconds, int? MaxLength,
        int OfferSeconds, int ServiceLevelSeconds, WrapUpMode WrapUpMode, int WrapUpSeconds, bool Sticky,
        int AnnounceEverySeconds, IReadOnlyList<SkillLevel> Skills, IReadOnlyList<OpenHours> Hours, int Version);

    private sealed record SkillRow(string Queue, string Skill, int Level);

    /// <summary>A skill at a level from 1 to 10.</summary>
    /// <param name="Skill">The skill's key.</param>
    /// <param name="Level">The level asked for or had.</param>
    public sealed record SkillLevel(
        [property: Required, StringLength(40)] string Skill, [property: Range(1, 10)] int Level);
}
