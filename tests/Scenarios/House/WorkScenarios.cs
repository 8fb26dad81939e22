using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Live;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;

namespace ContactCenter.Scenarios.House;

public sealed class WorkScenarios
{
    [Test]
    public async Task Committed_work_does_not_sit_on_a_connection_that_what_follows_needs()
    {
        await using var host = await ContactCenterHost.StartAsync();
        await using var one = NpgsqlDataSource.Create($"{host.ConnectionString};Maximum Pool Size=1;Timeout=2");
        var db = new Db(one, host.Services.GetRequiredService<Outbox>(), host.Services.GetRequiredService<LiveFeed>());
        await using var work = await db.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync("select 1");
        await work.CommitAsync();

        Assert.That(await db.FindAsync<int>("select 2", null, CancellationToken.None), Is.EqualTo(2));
    }
}
