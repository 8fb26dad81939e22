using System.Net.Http.Json;
using ContactCenter.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Npgsql;

namespace ContactCenter.Scenarios;

/// <summary>The real host on a real database, reached as consoles and programs reach it: by HTTP and hubs.</summary>
internal sealed class ContactCenterHost : WebApplicationFactory<Program>
{
    /// <summary>The password of the demonstration accounts of every test's host.</summary>
    internal const string Password = "Only-for-tests-1";

    // Migrated and filled once a run; every further database is a copy of it, made in a tenth of the time.
    private static readonly Lazy<Task<TestDatabase>> Template = new(MakeTemplateAsync);

    private readonly TestDatabase database;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly bool isReplica;

    private ContactCenterHost(TestDatabase database, IReadOnlyDictionary<string, string> settings, bool isReplica) =>
        (this.database, this.settings, this.isReplica) = (database, settings, isReplica);

    internal string ConnectionString => database.ConnectionString;

    /// <summary>A host on a new database of its own, which is dropped with it.</summary>
    internal static async Task<ContactCenterHost> StartAsync(params IEnumerable<KeyValuePair<string, string>> settings)
    {
        var server = await PostgresServer.SharedAsync();
        return new ContactCenterHost(
            await server.CreateDatabaseAsync(await Template.Value), new Dictionary<string, string>(settings), isReplica: false);
    }

    /// <summary>A host on an empty database, as at the first start of an installation.</summary>
    internal static async Task<ContactCenterHost> StartOnNothingAsync(params IEnumerable<KeyValuePair<string, string>> settings)
    {
        var server = await PostgresServer.SharedAsync();
        return new ContactCenterHost(
            await server.CreateDatabaseAsync(), new Dictionary<string, string>(settings), isReplica: false);
    }

    /// <summary>Another host on the same database, as when a load balancer stands before both. Dispose it first.</summary>
    internal ContactCenterHost StartReplica() => new(database, settings, isReplica: true);

    /// <summary>A browser at the console: keeps cookies, sends the console's header, is signed in as nobody.</summary>
    internal HttpClient OpenConsole()
    {
        var console = CreateClient();
        console.DefaultRequestHeaders.Add("X-Requested-With", "contactcenter");
        return console;
    }

    /// <summary>A console where this person has signed in.</summary>
    internal async Task<HttpClient> SignInAsync(string logIn, string password = Password)
    {
        var console = OpenConsole();
        using var answer = await console.PostAsJsonAsync("/api/access/sign-in", new { logIn, password });
        answer.EnsureSuccessStatusCode();
        return console;
    }

    /// <summary>A connection to a hub by a program that carries a token, over whatever transport works without a socket.</summary>
    internal HubConnection Connect(string hub, string? token) => new HubConnectionBuilder()
        .WithUrl(new Uri(Server.BaseAddress, hub), options =>
        {
            options.HttpMessageHandlerFactory = _ => Server.CreateHandler();
            options.AccessTokenProvider = () => Task.FromResult(token);
        })
        .Build();

    /// <summary>Runs a statement as the owner of the database could.</summary>
    internal async Task<int> ExecuteAsync(string statement)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>What a query that answers one number answers.</summary>
    internal async Task<long> CountAsync(string query)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (!isReplica)
        {
            await database.DisposeAsync();
        }
    }

    /// <summary>Drops the template; done once, when every test of the assembly is over.</summary>
    internal static async Task DropTemplateAsync()
    {
        if (Template.IsValueCreated)
        {
            await (await Template.Value).DisposeAsync();
        }
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("ConnectionStrings:ContactCenter", ConnectionString);
        builder.UseSetting("Access:DemonstrationPassword", Password);
        builder.UseSetting("Access:PersonalData:KeyFile", PersonalKeyFile.Path);
        foreach (var (name, value) in settings)
        {
            builder.UseSetting(name, value);
        }
    }

    private static async Task<TestDatabase> MakeTemplateAsync()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();

        // A replica, because the database outlives it.
        await using (var host = new ContactCenterHost(database, new Dictionary<string, string>(), isReplica: true))
        {
            host.CreateClient().Dispose();
        }

        await database.CloseAsync();
        return database;
    }
}
