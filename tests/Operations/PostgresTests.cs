using ContactCenter.Support;
using Npgsql;
using NUnit.Framework;

namespace ContactCenter.Operations;

[Category("Operations")]
internal sealed class PostgresTests
{
    [Test]
    public async Task What_was_committed_survives_the_death_of_every_database_process()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = await server.CreateDatabaseAsync();
        await ExecuteAsync(database, "create table calls (id bigint primary key)");
        await ExecuteAsync(database, "insert into calls (id) select generate_series(1, 1000)");

        await server.KillAsync();
        Assert.That(async () => await CountAsync(database), Throws.InstanceOf<NpgsqlException>());
        await server.StartAgainAsync();

        Assert.That(await CountAsync(database), Is.EqualTo(1000));
    }

    [Test]
    public async Task Every_commit_waits_for_the_disk()
    {
        var server = await PostgresServer.SharedAsync();
        await using var database = await server.CreateDatabaseAsync();

        Assert.Multiple(async () =>
        {
            Assert.That(await ReadAsync(database, "show fsync"), Is.EqualTo("on"));
            Assert.That(await ReadAsync(database, "show synchronous_commit"), Is.EqualTo("on"));
            Assert.That(await ReadAsync(database, "show full_page_writes"), Is.EqualTo("on"));
        });
    }

    [Test]
    public async Task The_database_cannot_be_reached_over_the_network()
    {
        var server = await PostgresServer.SharedAsync();
        await using var database = await server.CreateDatabaseAsync();

        Assert.That(await ReadAsync(database, "show listen_addresses"), Is.Empty);
    }

    private static async Task<long> CountAsync(TestDatabase database) =>
        long.Parse(await ReadAsync(database, "select count(*)::text from calls"), System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string> ReadAsync(TestDatabase database, string query)
    {
        await using var connection = new NpgsqlConnection($"{database.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(TestDatabase database, string statement)
    {
        await using var connection = new NpgsqlConnection($"{database.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
