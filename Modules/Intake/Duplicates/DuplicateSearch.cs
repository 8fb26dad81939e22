using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;

namespace ContactCenter.Intake.Duplicates;

/// <summary>
/// Finds earlier appeals of the same matter. Short lists from their own indexes (the same number, the same category and
/// place, the same place, the latest of all) are compared in memory, so that the search costs the same however many appeals there are.
/// </summary>
internal sealed class DuplicateSearch(Db db, IPersonalData personal)
{
    private const int AtMost = 8;

    internal string PrintOf(string number) => personal.Fingerprint(PersonalKind.Phone, number);

    internal async Task<IReadOnlyList<Found>> FindAsync(Sought sought, CancellationToken cancellationToken)
    {
        var rows = await db.ListAsync<Candidate>(SelectCandidates, sought, cancellationToken);
        var (text, place) = (new Similarity(sought.Text), new Similarity(sought.Place ?? ""));
        return
        [
            .. rows.Select(row => (row, likeness: DuplicateRules.Of(new DuplicateRules.Traits(
                    sought.Print is not null && (sought.Print == row.CallerNumberPrint || sought.Print == row.ContactNumberPrint),
                    sought.Category is not null && sought.Category == row.Category,
                    sought.Area is not null && sought.Area == row.Area,
                    row.Place is { } where ? place.To(where) : 0,
                    Math.Max(text.To(row.Brief), text.To(row.Title))))))
                .Where(one => one.likeness is not null)
                .OrderByDescending(one => one.likeness!.Score)
                .ThenByDescending(one => one.row.ReceivedAt)
                .Take(AtMost)
                .Select(one => new Found(one.row.Id, one.likeness!.Score, one.likeness.Reasons)),
        ];
    }

    /// <summary>What is being typed.</summary>
    internal sealed record Sought(string? Print, string? Category, string? Area, string? Place, string Text, Guid? Except);

    internal sealed record Found(Guid Id, double Score, IReadOnlyList<string> Reasons);

    internal sealed class Candidate
    {
        public Guid Id { get; init; }

        public string? CallerNumberPrint { get; init; }

        public string? ContactNumberPrint { get; init; }

        public string? Category { get; init; }

        public string? Area { get; init; }

        public string? Place { get; init; }

        public string Title { get; init; } = "";

        public string Brief { get; init; } = "";

        public DateTimeOffset ReceivedAt { get; init; }
    }

    // A secret appeal is not told of, not even that there is one. Each list has its own index and its own limit. The join to
    // the rows comes last, so that only the few that were picked are read.
    private const string SelectCandidates = """
        with picked as (
            (select id from intake.appeals
             where caller_number_print = @Print and received_at > now() - interval '90 days'
             order by received_at desc limit 60)
            union
            (select id from intake.appeals
             where contact_number_print = @Print and received_at > now() - interval '90 days'
             order by received_at desc limit 60)
            union
            (select id from intake.appeals
             where category = @Category and area = @Area and received_at > now() - interval '30 days'
             order by received_at desc limit 300)
            union
            (select id from intake.appeals
             where area = @Area and received_at > now() - interval '30 days'
             order by received_at desc limit 200)
            union
            (select id from intake.appeals
             where @Area::text is null and category = @Category and received_at > now() - interval '30 days'
             order by received_at desc limit 300)
            union
            (select id from intake.appeals order by received_at desc, id desc limit 200)
        )
        select appeal.id, appeal.caller_number_print, appeal.contact_number_print, appeal.category, appeal.area, appeal.place,
            appeal.title, left(appeal.brief, 600) as brief, appeal.received_at
        from picked
        join intake.appeals appeal using (id)
        where not appeal.secret and appeal.handling is distinct from 'invalid'
            and (@Except::uuid is null or appeal.id <> @Except)
        limit 1000
        """;
}
