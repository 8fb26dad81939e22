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
    public async Task Committed_work_neither_keeps_its_connection_nor_undoes_what_the_next_does_with_it()
    {
        await using var host = await ContactCenterHost.StartAsync();
        await using var one = NpgsqlDataSource.Create($"{host.ConnectionString};Maximum Pool Size=1;Timeout=2");
        var db = new Db(one, host.Services.GetRequiredService<Outbox>(), host.Services.GetRequiredService<LiveFeed>());
        await using var work = await db.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync("select 1");
        await work.CommitAsync();

        await using var next = await db.BeginAsync(CancellationToken.None);
        await next.ExecuteAsync("create table of_the_next (id int)");
        await work.DisposeAsync();
        await next.CommitAsync();

        Assert.That(
            await db.FindAsync<bool>("select to_regclass('of_the_next') is not null", null, CancellationToken.None), Is.True);
    }
}
