using System.Text.Json;
using ContactCenter.Contracts.Intake;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.WorkOrders;

/// <summary>Writes what an act changed, and its line of the log.</summary>
internal static class OrderWriter
{
    private const string InsertOrder = """
        insert into dispatch.orders
            (id, number, appeal_id, state, type, urgency, channel, category, area, line, title, brief, secret, anonymous,
             external_system, external_number, upstream_deadline, registered_by, accepted_at, version, changed_at)
        values (@Id, @Number, @Appeal, @state, @type, @urgency, @Channel, @Category, @Area, @Line, @Title, @Brief, @Secret,
            @Anonymous, @ExternalSystem, @ExternalNumber, @UpstreamDeadline, @RegisteredBy, @AcceptedAt, 0, @at)
        """;

    private const string UpdateOrder = """
        update dispatch.orders
        set state = @state, type = @type, urgency = @urgency, category = @Category, area = @Area, line = @Line, title = @Title,
            brief = @Brief, secret = @Secret, anonymous = @Anonymous, lead_org = @Lead, complex = @Complex,
            compulsory = @Compulsory, rule_id = @Rule, rule_version = @RuleVersion, returns = @Returns, reworks = @Reworks,
            send_backs = @SendBacks, urges = @Urges, hard = @Hard, alert = @alert, public_answer = @publicAnswer,
            internal_answer = @internalAnswer, replied_at = @RepliedAt, settled_at = @SettledAt, outcome = @Outcome,
            merged_into = @MergedInto, version = @Version, changed_at = @at
        where id = @Id
        """;

    // Rows that did not change are not written again.
    private const string PutAssignment = """
        insert into dispatch.assignments
            (id, order_id, org_id, role, parent, state, urgency_rank, sent_at, signed_at, replied_at, answer, extensions)
        values (@Id, @order, @Org, @role, @Parent, @state, @rank, @SentAt, @SignedAt, @RepliedAt, @answer, @Extensions)
        on conflict (id) do update    -- it is there already: the act changed it
        set org_id = excluded.org_id, state = excluded.state, urgency_rank = excluded.urgency_rank, signed_at = excluded.signed_at,
            replied_at = excluded.replied_at, answer = excluded.answer, extensions = excluded.extensions
        where (assignments.org_id, assignments.state, assignments.urgency_rank, assignments.signed_at, assignments.replied_at,
               assignments.answer, assignments.extensions)
            is distinct from
            (excluded.org_id, excluded.state, excluded.urgency_rank, excluded.signed_at, excluded.replied_at, excluded.answer, excluded.extensions)
        """;

    private const string PutMatter = """
        insert into dispatch.matters
            (id, order_id, kind, state, org_id, assignment_id, asked_by, asked_by_name, asked_at, reason, legal_basis, word, amount,
             unit, units, due_at, decided_by, decided_by_name, decided_at, decision, told_at, told_how)
        values (@Id, @order, @kind, @state, @Org, @Assignment, @AskedBy, @AskedByName, @AskedAt, @reason, @legalBasis, @Word,
            @Amount, @Unit, @Units, @DueAt, @DecidedBy, @DecidedByName, @DecidedAt, @decision, @ToldAt, @toldHow)
        on conflict (id) do update    -- it is there already: the act decided it
        set state = excluded.state, org_id = excluded.org_id, decided_by = excluded.decided_by,
            decided_by_name = excluded.decided_by_name, decided_at = excluded.decided_at, decision = excluded.decision,
            told_at = excluded.told_at, told_how = excluded.told_how
        where (matters.state, matters.org_id, matters.told_at) is distinct from (excluded.state, excluded.org_id, excluded.told_at)
        """;

    private const string PutCitizen = """
        insert into dispatch.order_citizens (appeal_id, order_id, number, own, to_be_asked, state, round, attempts, due_since, joined_at)
        values (@Appeal, @order, @Number, @Own, @ToBeAsked, @state, @Round, @Attempts, case when @state = 'due' then @at end, @at)
        on conflict (appeal_id) do update    -- it is there already: merged into another order, asked, or answered
        set order_id = excluded.order_id, own = excluded.own, to_be_asked = excluded.to_be_asked, state = excluded.state,
            round = excluded.round, attempts = excluded.attempts,
            due_since = case when excluded.round > order_citizens.round then excluded.due_since else order_citizens.due_since end,
            last_attempt_at = case when excluded.attempts > order_citizens.attempts then @at else order_citizens.last_attempt_at end,
            contacted = @Contacted, first_solved = @FirstSolved, first_rating = @firstRating, final_solved = @FinalSolved,
            final_rating = @finalRating
        where (order_citizens.order_id, order_citizens.own, order_citizens.to_be_asked, order_citizens.state,
               order_citizens.round, order_citizens.attempts)
            is distinct from
            (excluded.order_id, excluded.own, excluded.to_be_asked, excluded.state, excluded.round, excluded.attempts)
        """;

    private const string InsertAttempt = """
        insert into dispatch.callback_attempts
            (id, order_id, appeal_id, round, attempt, at, by_id, by_name, reached, why_not, contacted, solved, rating, opinion)
        values (@Id, @order, @Appeal, @Round, @Attempt, @at, @by, @byName, @Reached, @WhyNot, @Contacted, @Solved, @rating, @opinion)
        """;

    private const string InsertCard = """
        insert into dispatch.cards (clock_id, colour, order_id, org_id, kind, at)
        values (@Clock, @Colour, @order, @Org, @kind, @at)
        on conflict (clock_id, colour) do nothing    -- a clock whose deadline moved and came again has its card
        """;

    private const string InsertLog = """
        insert into dispatch.order_log
            (order_id, version, at, act, from_state, to_state, actor, actor_name, org_id, org_name, reason, details, key)
        values (@order, @version, @at, @act, @from, @to, @actor, @actorName, @org, @orgName, @reason, @details::jsonb, @key)
        returning id
        """;

    internal static Task InsertAsync(Work work, Order order, DateTimeOffset at) => work.ExecuteAsync(InsertOrder, new
    {
        order.Id, order.Number, order.Appeal, state = order.State.Word(), type = order.Type.Word(), urgency = order.Urgency.Word(),
        order.Channel, order.Category, order.Area, order.Line, order.Title, order.Brief, order.Secret, order.Anonymous,
        order.ExternalSystem, order.ExternalNumber, order.UpstreamDeadline, order.RegisteredBy, order.AcceptedAt, at,
    });

    /// <summary>Writes everything the turn changed and answers the identifier of its line of the log.</summary>
    internal static async Task<long> WriteAsync(Work work, Turn turn, string? key)
    {
        var (order, at, redact) = (turn.Order, turn.At, turn.Ground.Redact);
        await work.ExecuteAsync(UpdateOrder, new
        {
            order.Id, state = order.State.Word(), type = order.Type.Word(), urgency = order.Urgency.Word(), order.Category, order.Area,
            order.Line, order.Title, order.Brief, order.Secret, order.Anonymous, order.Lead, order.Complex, order.Compulsory,
            order.Rule, order.RuleVersion, order.Returns, order.Reworks, order.SendBacks, order.Urges, order.Hard,
            alert = order.Alert.Word(), publicAnswer = Redacted(order.PublicAnswer), internalAnswer = Redacted(order.InternalAnswer),
            order.RepliedAt, order.SettledAt, order.Outcome, order.MergedInto, order.Version, at,
        });

        // Parts that end before those that begin: a unit has one at a time.
        foreach (var part in order.Assignments.OrderBy(part => part.IsLive))
        {
            await work.ExecuteAsync(PutAssignment, new
            {
                part.Id, order = order.Id, part.Org, role = part.Role.Word(), part.Parent, state = part.State.Word(),
                rank = (short)(Urgency.Urgent - order.Urgency), part.SentAt, part.SignedAt, part.RepliedAt, answer = Redacted(part.Answer), part.Extensions,
            });
        }

        foreach (var matter in order.Matters)
        {
            await work.ExecuteAsync(PutMatter, new
            {
                matter.Id, order = order.Id, kind = matter.Kind.Word(), state = matter.State.Word(), matter.Org, matter.Assignment,
                matter.AskedBy, matter.AskedByName, matter.AskedAt, reason = redact(matter.Reason),
                legalBasis = Redacted(matter.LegalBasis), matter.Word, matter.Amount, matter.Unit, matter.Units, matter.DueAt,
                matter.DecidedBy, matter.DecidedByName, matter.DecidedAt, decision = Redacted(matter.Decision), matter.ToldAt,
                toldHow = Redacted(matter.ToldHow),
            });
        }

        foreach (var citizen in order.Citizens)
        {
            await work.ExecuteAsync(PutCitizen, new
            {
                citizen.Appeal, order = order.Id, citizen.Number, citizen.Own, citizen.ToBeAsked, state = citizen.State.Word(),
                citizen.Round, citizen.Attempts, citizen.Contacted, citizen.FirstSolved, firstRating = citizen.FirstRating?.Word(),
                citizen.FinalSolved, finalRating = citizen.FinalRating?.Word(), at,
            });
        }

        foreach (var attempt in turn.Attempts)
        {
            await work.ExecuteAsync(InsertAttempt, new
            {
                attempt.Id, order = order.Id, attempt.Appeal, attempt.Round, attempt.Attempt, at, by = turn.Moment.Actor.Id,
                byName = turn.Moment.Actor.Name, attempt.Reached, attempt.WhyNot, attempt.Contacted, attempt.Solved,
                rating = attempt.Rating?.Word(), opinion = Redacted(attempt.Opinion),
            });
        }

        foreach (var card in turn.Cards)
        {
            await work.ExecuteAsync(InsertCard, new { card.Clock, card.Colour, order = order.Id, card.Org, kind = card.Kind.Word(), at });
        }

        return await work.FindAsync<long>(InsertLog, new
        {
            order = order.Id, version = order.Version, at, act = turn.Act.Word(),
            from = turn.Act is Act.Open ? null : turn.From.Word(), to = order.State.Word(), actor = turn.Moment.Actor.Id,
            actorName = turn.Moment.Actor.Name, org = turn.Unit,
            orgName = turn.Unit is { } unit ? turn.Ground.Find(unit)?.Name : null,
            reason = Redacted(turn.Reason),
            details = turn.Details.Count == 0 ? null : JsonSerializer.Serialize(turn.Details.ToDictionary(
                // Another platform's number looks like a telephone's and is none.
                one => one.Key, one => one is { Value: string text, Key: not "externalNumber" } ? redact(text) : one.Value), Json.Options),
            key,
        });

        string? Redacted(string? text) => text is null ? null : redact(text);
    }
}
