using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;

namespace ContactCenter.Calls.Callers;

/// <summary>Tells other modules the facts of calls.</summary>
internal sealed class CallLookup(Db db, IPersonalData personal) : ICalls
{
    private const string Facts = """
        c.id, c.line, c.line_name, c.dialled, c.caller, c.agent_id as agent, c.arrived_at, c.answered_at, c.ended_at, c.outcome
        """;

    private const string Select = $"select {Facts} from calls.calls c where c.id = @id";

    private const string SelectOfCaller = $"""
        select {Facts}
        from calls.calls c
        where c.caller_print = @fingerprint and c.caller_print <> ''
        order by c.arrived_at desc
        limit @atMost
        """;

    public async Task<CallFacts?> FindAsync(CallId id, CancellationToken cancellationToken) =>
        await db.FindAsync<Row>(Select, new { id }, cancellationToken) is { } row ? Of(row) : null;

    public async Task<IReadOnlyList<CallFacts>> ListOfCallerAsync(
        string fingerprint, int atMost, CancellationToken cancellationToken) =>
        [.. (await db.ListAsync<Row>(SelectOfCaller, new { fingerprint, atMost }, cancellationToken)).Select(Of)];

    // A short code is stored as it is; whoever asks need not know that.
    private CallFacts Of(Row row) => new(
        row.Id, row.Line, row.LineName, row.Dialled,
        row.Caller.Length == 0 ? null
            : personal.IsSealed(row.Caller) ? new Sealed(row.Caller) : personal.Seal(PersonalKind.Phone, row.Caller),
        row.Agent, row.ArrivedAt, row.AnsweredAt, row.EndedAt, row.Outcome);

    private sealed class Row
    {
        public CallId Id { get; init; }

        public string? Line { get; init; }

        public string LineName { get; init; } = "";

        public string Dialled { get; init; } = "";

        public string Caller { get; init; } = "";

        public AgentId? Agent { get; init; }

        public DateTimeOffset ArrivedAt { get; init; }

        public DateTimeOffset? AnsweredAt { get; init; }

        public DateTimeOffset? EndedAt { get; init; }

        public string? Outcome { get; init; }
    }
}
