using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ContactCenter.Dispatch.Organisations;

/// <summary>
/// Hands over what an ended organisation had, on the day it ends: its members go to the successor, and who keeps orders hears
/// of it. A scan, so that a host that was down misses nothing; under the tree's lock, so that of several hosts one does it.
/// </summary>
internal sealed partial class HandOver(Db db, Bells bells, TimeProvider clock, ILogger<HandOver> logger) : BackgroundService
{
    internal const string Bell = "dispatch.hand-over";

    private const string AnyDue = "select exists (" + SelectDue + ")";

    private const string ClaimDue = SelectDue + """

        order by id
        limit 100
        for update
        """;

    private const string SelectDue = """
        select id
        from dispatch.organisations as organisation
        where successor is not null and handed_over_at is null
            and not exists (
                select from dispatch.organisation_periods
                where org_id = organisation.id and (valid_to is null or valid_to > @today))
        """;

    private const string Close = "update dispatch.organisations set handed_over_at = @now where id = @id";

    private const string LeaveOld = """
        update dispatch.members set until = @now
        where org_id = @old and until is null
        returning account_id as AccountId, log_in as LogIn
        """;

    private const string JoinNew = """
        insert into dispatch.members (id, account_id, log_in, org_id, since, why)
        values (@Id, @AccountId, @LogIn, @heir, @now, '原单位由本单位承接')
        """;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await bells.WaitAsync(Bell, Interval, stoppingToken);
            try
            {
                await HandOverDueAsync(stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                CannotHandOver(exception);
            }
        }
    }

    private async Task HandOverDueAsync(CancellationToken cancellationToken)
    {
        var today = CityDay.Today(clock);
        if (!await db.FindAsync<bool>(AnyDue, new { today }, cancellationToken))
        {
            return;
        }

        // The tree is locked first, as whoever changes it does.
        await using var work = await db.BeginAsync(cancellationToken);
        var tree = new OrganisationTree(await OrganisationTable.LockAsync(work), today);
        var now = clock.GetUtcNow();
        foreach (var old in (await work.ListAsync<Guid>(ClaimDue, new { today })).Select(OrganisationId.From))
        {
            // The successor may be gone itself by now; what is open goes to whoever is there at the end of the chain.
            var heir = tree.Current(old)?.Id ?? tree.Find(old)!.Successor!.Value;
            await work.ExecuteAsync(Close, new { id = old, now });
            foreach (var member in await work.ListAsync<Member>(LeaveOld, new { old, now }))
            {
                await work.ExecuteAsync(JoinNew, new { Id = Guid.CreateVersion7(), member.AccountId, member.LogIn, heir, now });
            }

            await work.RaiseAsync(new OrganisationSucceeded(old, heir));
        }

        await work.CommitAsync();
    }

    [LoggerMessage(LogLevel.Warning, "Cannot hand over what ended organisations had; trying again")]
    private partial void CannotHandOver(Exception exception);

    private sealed record Member(Guid AccountId, string LogIn);
}
