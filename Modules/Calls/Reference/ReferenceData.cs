using System.Globalization;
using ContactCenter.Calls.Desks;
using ContactCenter.Calls.Floor;
using ContactCenter.Calls.Live;
using ContactCenter.Calls.Queues;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;

namespace ContactCenter.Calls.Reference;

/// <summary>The queues a hotline starts with, and the demonstration's agents. Never over what people changed.</summary>
internal static class ReferenceData
{
    private const string CountQueues = "select count(*)::int from calls.queues";

    private const string InsertQueue = """
        insert into calls.queues (key, name, team, priority) values (@key, @name, @team, @priority)
        """;

    private const string SetOverflow = """
        update calls.queues set overflow_queue = @overflow, overflow_after_seconds = @after where key = @key
        """;

    private const string InsertQueueSkill = "insert into calls.queue_skills (queue, skill, level) values (@key, @skill, 1)";

    // Of the simulated switch, and of the soft phones of the Asterisk that deploy/up starts.
    private static readonly string[] Phones = ["SIM/{0}", "PJSIP/2{1}"];

    // Who changes from the one to the other has the same agents; a telephone that somebody entered stays. An agent who played
    // itself, and was left ready, needs a person at a console again before a call is offered.
    private const string ChangePhone = """
        update calls.agents
        set phone = @phone, console_required = true, version = version + 1
        where id = @id and phone = any(@known) and phone <> @phone and state in ('loggedOut', 'notReady', 'ready')
        """;

    private const string SelectAgent = "select count(*)::int from calls.agents where id = @id";

    internal static async Task LoadAsync(Db db, IAccounts accounts, CallsOptions options, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        if (await work.FindAsync<int>(CountQueues) == 0)
        {
            await LoadQueuesAsync(work);
        }

        foreach (var row in Read("agents.csv"))
        {
            // The demonstration's accounts exist only where they were asked for.
            if (await accounts.FindAsync(row[0], cancellationToken) is not { } account || !account.Roles.Contains(Roles.Agent))
            {
                continue;
            }

            var id = Desk.AgentOf(account.Id);
            var phone = Phone(options.DemonstrationPhone, account.LogIn);
            if (await work.FindAsync<int>(SelectAgent, new { id }) > 0)
            {
                var known = Phones.Select(form => Phone(form, account.LogIn)).ToArray();
                await work.ExecuteAsync(ChangePhone, new { id, phone, known });
                continue;
            }

            await work.ExecuteAsync(EditAgent.Upsert, new
            {
                id,
                code = account.LogIn,
                name = account.Name,
                team = row[1],
                phone,
                mode = PhoneMode.Rings.Word(),
                consoleRequired = true,
            });
            foreach (var skill in row[2].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                await work.ExecuteAsync(EditAgent.InsertSkill, new { id, Skill = skill, Level = 5 });
            }
        }

        await Eligibility.RefreshAsync(work, null, null);
        await work.CommitAsync();
    }

    private static async Task LoadQueuesAsync(Work work)
    {
        var rows = Read("queues.csv");
        foreach (var row in rows)
        {
            await work.ExecuteAsync(InsertQueue, new
            {
                key = row[0],
                name = row[1],
                team = row[2],
                priority = int.Parse(row[3], CultureInfo.InvariantCulture),
            });
            if (row[6].Length > 0)
            {
                await work.ExecuteAsync(InsertQueueSkill, new { key = row[0], skill = row[6] });
            }
        }

        foreach (var row in rows.Where(row => row[4].Length > 0))
        {
            await work.ExecuteAsync(SetOverflow, new
            {
                key = row[0],
                overflow = row[4],
                after = int.Parse(row[5], CultureInfo.InvariantCulture),
            });
        }
    }

    private static string Phone(string form, string code) =>
        string.Format(CultureInfo.InvariantCulture, form, code, code[1..]);

    // The files are our own and have neither quotes nor commas in a field.
    private static List<string[]> Read(string file)
    {
        using var stream = typeof(ReferenceData).Assembly.GetManifestResourceStream($"ContactCenter.Calls.Reference.{file}")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Trim().Split(','))];
    }
}
