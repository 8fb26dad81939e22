using System.Text.Json;
using ContactCenter.Contracts;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Live;
using Dapper;
using Npgsql;

namespace ContactCenter.Platform.Database;

/// <summary>One database transaction and the events it announces; leaving it uncommitted undoes both.</summary>
public sealed class Work : IAsyncDisposable
{
    private const string InsertDeliveries = """
        insert into platform.outbox (handler, stream, type, payload)
        select handler, @Stream, @Type, @Payload::jsonb
        from unnest(@Handlers) as handler
        """;

    private const string InsertManyDeliveries = """
        insert into platform.outbox (handler, stream, type, payload)
        select handler, stream, type, payload::jsonb
        from unnest(@handlers, @streams, @types, @payloads) with ordinality as event (handler, stream, type, payload, place)
        order by place
        """;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly Outbox outbox;
    private readonly LiveFeed feed;
    private readonly List<LoggedChange> shown = [];
    private bool raised;

    private Work(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Outbox outbox, LiveFeed feed,
        CancellationToken cancellationToken)
    {
        this.connection = connection;
        this.transaction = transaction;
        this.outbox = outbox;
        this.feed = feed;
        CancellationToken = cancellationToken;
    }

    /// <summary>Stops the work when the caller has gone away.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Runs a statement and returns how many rows it touched.</summary>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) =>
        connection.ExecuteAsync(Command(sql, parameters));

    /// <summary>Reads one row, or null where there is none.</summary>
    public Task<T?> FindAsync<T>(string sql, object? parameters = null) =>
        connection.QuerySingleOrDefaultAsync<T>(Command(sql, parameters));

    /// <summary>Reads rows.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object? parameters = null) =>
        (await connection.QueryAsync<T>(Command(sql, parameters))).AsList();

    /// <summary>Shows a change to the consoles that watch its topic, once this work is committed.</summary>
    public async Task ShowAsync(params IReadOnlyList<LiveChange> changes)
    {
        var ids = await ListAsync<long>(ChangeLog.Insert, ChangeLog.Parameters(changes));
        shown.AddRange(changes.Select((change, index) => new LoggedChange(ids[index], change)));
    }

    /// <summary>Announces an event; every handler gets it once this work is committed.</summary>
    public async Task RaiseAsync(IEvent happened)
    {
        await ExecuteAsync(InsertDeliveries, new
        {
            Handlers = outbox.HandlersOf(happened),
            happened.Stream,
            Type = happened.GetType().Name,
            Payload = JsonSerializer.Serialize(happened, happened.GetType(), Json.Options),
        });
        raised = true;
    }

    /// <summary>Announces many events in one round trip, in their order.</summary>
    public async Task RaiseAllAsync(IReadOnlyCollection<IEvent> happened)
    {
        var rows = happened.SelectMany(outbox.HandlersOf, (one, handler) => (one, handler)).ToArray();
        if (rows.Length > 0)
        {
            await ExecuteAsync(InsertManyDeliveries, new
            {
                handlers = Array.ConvertAll(rows, row => row.handler),
                streams = Array.ConvertAll(rows, row => row.one.Stream),
                types = Array.ConvertAll(rows, row => row.one.GetType().Name),
                payloads = Array.ConvertAll(rows, row => JsonSerializer.Serialize(row.one, row.one.GetType(), Json.Options)),
            });
            raised = true;
        }
    }

    /// <summary>
    /// Makes the changes and the announcements durable, together, and gives the connection back: whoever goes on to something
    /// else that needs one must not sit on this one, or as many as there are connections wait for each other.
    /// </summary>
    public async Task CommitAsync()
    {
        await transaction.CommitAsync(CancellationToken);
        await DisposeAsync();
        if (raised)
        {
            outbox.Ring();
        }

        if (shown.Count > 0)
        {
            feed.Committed(shown);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    internal static async Task<Work> BeginAsync(
        NpgsqlDataSource source, Outbox outbox, LiveFeed feed, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            return new Work(connection, transaction, outbox, feed, cancellationToken);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    internal Task SetSavepointAsync(string name) => transaction.SaveAsync(name, CancellationToken);

    internal Task RollBackToAsync(string savepoint) => transaction.RollbackAsync(savepoint, CancellationToken);

    private CommandDefinition Command(string sql, object? parameters) =>
        new(sql, parameters, transaction, cancellationToken: CancellationToken);
}
