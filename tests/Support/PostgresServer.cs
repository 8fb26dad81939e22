using Npgsql;

namespace ContactCenter.Support;

/// <summary>A real PostgreSQL server: the one of the test run, or one of a fixture's own that may be killed.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(Repository.Deploy, "postgres");

    private static readonly Lazy<Task<PostgresServer>> Run = new(ForRunAsync);

    private readonly string? _folder;

    private PostgresServer(string? folder, string connectionString) =>
        (_folder, ConnectionString) = (folder, connectionString);

    /// <summary>How to reach the server, without a database.</summary>
    public string ConnectionString { get; }

    /// <summary>The server of the test run, which all fixtures share: nobody stops it.</summary>
    public static Task<PostgresServer> SharedAsync() => Run.Value;

    /// <summary>A server of its own, gone with all its data when disposed or when this process ends.</summary>
    /// <param name="settings">Lines for its configuration, such as <c>max_connections = 400</c>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<PostgresServer> StartAsync(string settings = "", CancellationToken cancellationToken = default)
    {
        // Short, because a unix socket's path may have 107 bytes.
        var folder = Path.Combine(Path.GetTempPath(), $"cc-{Guid.CreateVersion7():n}");
        var connection = await Script.RunAsync(
            Program,
            ["start", folder, "--while", $"{Environment.ProcessId}"],
            [new("POSTGRES_SETTINGS", settings)],
            cancellationToken);
        return new PostgresServer(folder, WithoutDatabase(connection));
    }

    /// <summary>A new database: empty, or a copy of one that nobody is connected to.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync(TestDatabase? template = null, CancellationToken cancellationToken = default)
    {
        var name = $"test_{Guid.CreateVersion7():n}";
        await ExecuteAsync(
            template is null ? $"create database {name}" : $"create database {name} template {template.Name}", cancellationToken);
        return new TestDatabase(this, name);
    }

    /// <summary>Kills every process of the server at once, as a power cut would.</summary>
    public Task KillAsync(CancellationToken cancellationToken = default) => OwnAsync("kill", cancellationToken);

    /// <summary>Stops the server: every connection is cut, what was committed is on disk.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => OwnAsync("stop", cancellationToken);

    /// <summary>Starts it again after <see cref="KillAsync"/> or <see cref="StopAsync"/>, at the same address.</summary>
    public Task StartAgainAsync(CancellationToken cancellationToken = default) => OwnAsync("start", cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            await Script.RunAsync(Program, ["purge", _folder]);
        }
    }

    internal async Task ExecuteAsync(string statement, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString};Database=postgres;Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<PostgresServer> ForRunAsync() =>
        Environment.GetEnvironmentVariable("CONTACTCENTER_TEST_POSTGRES") is { Length: > 0 } given
            ? new PostgresServer(folder: null, WithoutDatabase(given))
            : await StartAsync();

    private static string WithoutDatabase(string connection) =>
        new NpgsqlConnectionStringBuilder(connection) { Database = null }.ConnectionString;

    private Task<string> OwnAsync(string command, CancellationToken cancellationToken) => _folder is null
        ? throw new InvalidOperationException("All fixtures share this server; start one of your own to stop it.")
        : Script.RunAsync(Program, [command, _folder], cancellationToken: cancellationToken);
}
