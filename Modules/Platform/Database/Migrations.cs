using System.Reflection;
using DbUp;
using DbUp.Engine.Output;
using Npgsql;

namespace ContactCenter.Platform.Database;

/// <summary>Brings each module's schema up to date from the scripts embedded in its assembly.</summary>
public static class Migrations
{
    // Any constant will do; it only has to be the same in every host that may start at the same moment.
    private const long LockKey = 7_310_412;

    /// <summary>
    /// Applies every script not yet applied, one schema after another, then runs <paramref name="prepare"/>, all under one
    /// lock that hosts starting together share; throws on the first failure.
    /// </summary>
    public static async Task ApplyAsync(string connectionString, IReadOnlyCollection<IModule> modules, Func<Task> prepare)
    {
        EnsureDatabase.For.PostgresqlDatabase(connectionString, new NoOpUpgradeLog());
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync();
        Run(connection, "select pg_advisory_lock(@key)");

        try
        {
            Upgrade(connectionString, connection, "platform", typeof(Migrations).Assembly);
            foreach (var module in modules)
            {
                Upgrade(connectionString, connection, module.Name, module.GetType().Assembly);
            }

            await prepare();
        }
        finally
        {
            Run(connection, "select pg_advisory_unlock(@key)");
        }
    }

    private static void Upgrade(string connectionString, NpgsqlConnection connection, string schema, Assembly scripts)
    {
        using (var create = new NpgsqlCommand($"create schema if not exists {schema}", connection))
        {
            create.ExecuteNonQuery();
        }

        var result = DeployChanges.To
            .PostgresqlDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(scripts, name => name.Contains(".Schema.", StringComparison.Ordinal))
            .JournalToPostgresqlTable(schema, "migrations")
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();

        if (!result.Successful)
        {
            throw new InvalidOperationException($"Migration of {schema} stopped at {result.ErrorScript.Name}.", result.Error);
        }
    }

    private static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("key", LockKey);
        command.ExecuteNonQuery();
    }
}
