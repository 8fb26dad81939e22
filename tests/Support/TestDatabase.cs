using Npgsql;

namespace ContactCenter.Support;

/// <summary>A database of a fixture's own, dropped when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly PostgresServer _server;

    internal TestDatabase(PostgresServer server, string name) => (_server, Name) = (server, name);

    /// <summary>Its name on the server.</summary>
    public string Name { get; }

    /// <summary>How to reach it.</summary>
    public string ConnectionString =>
        new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = Name }.ConnectionString;

    /// <summary>Lets nobody in any more and puts out who is in: what a template for copies must be.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken = default)
    {
        await _server.ExecuteAsync($"alter database {Name} allow_connections false", cancellationToken);
        await _server.ExecuteAsync(
            $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{Name}'", cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _server.ExecuteAsync($"drop database if exists {Name} with (force)", CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The fixture has killed its server, or failed while it was down: what made it fail must stay to be seen.
        }
    }
}
