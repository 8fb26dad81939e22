using Npgsql;

namespace ContactCenter.Platform.Database;

/// <summary>Several statements sent to the database together and run in order: one round trip, however many there are.</summary>
/// <param name="connection">An open connection.</param>
/// <param name="transaction">The transaction they belong to.</param>
public sealed class Batch(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
{
    private readonly NpgsqlBatch batch = new(connection, transaction);

    /// <summary>Whether nothing has been added.</summary>
    public bool IsEmpty => batch.BatchCommands.Count == 0;

    /// <summary>Adds a statement whose parameters are <c>$1</c>, <c>$2</c> … in order.</summary>
    public void Add(string sql, params ReadOnlySpan<SqlValue> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = value.Type, Value = value.Value ?? DBNull.Value });
        }

        batch.BatchCommands.Add(command);
    }

    /// <summary>Runs them.</summary>
    public Task ExecuteAsync(CancellationToken cancellationToken) => batch.ExecuteNonQueryAsync(cancellationToken);

    /// <summary>Runs them and reads what those that answer rows answer, in order.</summary>
    public Task<NpgsqlDataReader> ReadAsync(CancellationToken cancellationToken) =>
        batch.ExecuteReaderAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => batch.DisposeAsync();
}
