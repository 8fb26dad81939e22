using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ContactCenter.Contracts.Intake;
using ContactCenter.Platform.Calendars;
using ContactCenter.Platform.Database;

namespace ContactCenter.Dispatch.Policies;

/// <summary>The limits a new installation starts with: proposals, marked as such, and statutory ones. Never over what people changed.</summary>
internal static class ReferencePolicies
{
    private const string Count = "select count(*)::int from dispatch.time_policies";

    /// <summary>From when they hold: orders of earlier days, carried over from another system, find limits too.</summary>
    internal static readonly DateTimeOffset Since = ChinaTime.At(new DateOnly(2021, 1, 1), TimeSpan.Zero);

    /// <summary>What the policy that matches everything has to say something of.</summary>
    internal static readonly FrozenSet<Term> Required =
        Enum.GetValues<Term>().Except([Term.Accept, Term.Interim, Term.HardCap]).ToFrozenSet();

    internal static async Task LoadAsync(Db db, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        if (await work.FindAsync<int>(Count) > 0)
        {
            return;
        }

        foreach (var policy in Read(clock.GetUtcNow()))
        {
            await PolicyTable.AddAsync(work, policy, by: null);
        }

        await work.CommitAsync();
    }

    internal static IEnumerable<Policy> Read(DateTimeOffset now)
    {
        using var stream = typeof(ReferencePolicies).Assembly
            .GetManifestResourceStream("ContactCenter.Dispatch.Reference.time-policies.csv")!;
        using var reader = new StreamReader(stream);

        // The file is our own and has neither quotes nor commas in a field.
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','));
        foreach (var policy in rows.GroupBy(row => row[0]))
        {
            var first = policy.First();
            yield return new Policy(
                IdOf(policy.Key), 1, Since, Retired: false, first[1], Organisation: null,
                first[2].Length > 0 ? Spelling.Read<Urgency>(first[2]) : null,
                first[3].Length > 0 ? first[3] : null,
                first[4].Length > 0 ? first[4] == "yes" : null,
                first[5].Length > 0 ? Spelling.Read<AppealType>(first[5]) : null,
                [
                    .. policy.Select(row => new PolicyLimit(
                        Spelling.Read<Term>(row[6]), int.Parse(row[7], CultureInfo.InvariantCulture),
                        row[8].Length > 0 ? Spelling.Read<LimitUnit>(row[8]) : null, row[9])),
                ],
                "系统自带", "系统", now);
        }
    }

    // The same on every installation, so that what refers to one can be compared.
    private static Guid IdOf(string key) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"time-policy:{key}")).AsSpan(0, 16));
}
