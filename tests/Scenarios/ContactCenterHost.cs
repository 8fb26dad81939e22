using System.Net.Http.Json;
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

    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly ContactCenterHost? first;
    private readonly string database;

    /// <summary>A host on a new database of its own, which is dropped with it.</summary>
    internal ContactCenterHost(params IEnumerable<KeyValuePair<string, string>> settings)
    {
        this.settings = new Dictionary<string, string>(settings);
        database = $"test_{Guid.CreateVersion7():N}";
    }

    private ContactCenterHost(ContactCenterHost first)
    {
        this.first = first;
        settings = first.settings;
        database = first.database;
    }

    internal string ConnectionString => $"{Server};Database={database}";

    private static new string Server => Environment.GetEnvironmentVariable("CONTACTCENTER_TEST_POSTGRES")
        ?? throw new InvalidOperationException(
            "Set CONTACTCENTER_TEST_POSTGRES to a PostgreSQL connection string without Database, or run tests/run.");

    /// <summary>Another host on the same database, as when a load balancer stands before both. Dispose it first.</summary>
    internal ContactCenterHost StartReplica() => new(this);

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
        .WithUrl(new Uri(base.Server.BaseAddress, hub), options =>
        {
            options.HttpMessageHandlerFactory = _ => base.Server.CreateHandler();
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

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (first is not null)
        {
            return;
        }

        await using var connection = new NpgsqlConnection($"{Server};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var drop = new NpgsqlCommand($"drop database if exists {database} with (force)", connection);
        await drop.ExecuteNonQueryAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("ConnectionStrings:ContactCenter", ConnectionString);
        builder.UseSetting("Access:DemonstrationPassword", Password);
        foreach (var (name, value) in settings)
        {
            builder.UseSetting(name, value);
        }
    }
}
