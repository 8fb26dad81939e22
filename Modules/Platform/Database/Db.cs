using ContactCenter.Platform.Events;
using ContactCenter.Platform.Live;
using Dapper;
using Npgsql;

namespace ContactCenter.Platform.Database;

/// <summary>The way to the database: single reads, or a <see cref="Work"/> that changes something.</summary>
public sealed class Db(NpgsqlDataSource source, Outbox outbox, LiveFeed feed)
{
    /// <summary>Starts a transaction.</summary>
    public Task<Work> BeginAsync(CancellationToken cancellationToken) =>
        Work.BeginAsync(source, outbox, feed, cancellationToken);

    /// <summary>Reads one row outside any transaction, or null where there is none.</summary>
    public async Task<T?> FindAsync<T>(string sql, object? parameters, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<T>(
            new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }

    /// <summary>Reads rows outside any transaction.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(
        string sql, object? parameters, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<T>(
            new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        return rows.AsList();
    }
}
