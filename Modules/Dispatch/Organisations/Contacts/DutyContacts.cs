using System.Text.Json;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Dispatch;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Organisations.Contacts;

/// <summary>Duty contacts (值班联系人) in the database: sealed where they are stored, masked where they are shown.</summary>
internal sealed class DutyContacts(IPersonalData personal, Db db)
{
    private const string Columns = """
        select id, org_id as OrgId, version, role, place, hours, name_sealed as NameSealed, number_sealed as NumberSealed,
            changed_at as ChangedAt, changed_by_name as ChangedBy
        from dispatch.duty_contacts
        """;

    private const string SelectOf = Columns + """

        where org_id = @id
        order by place, id
        limit 100
        """;

    private const string SelectOne = Columns + """

        where id = @contact and org_id = @id
        """;

    private const string SelectForUpdate = SelectOne + " for update";

    private const string Upsert = """
        insert into dispatch.duty_contacts (id, org_id, version, role, place, hours, name_sealed, number_sealed, changed_at,
            changed_by, changed_by_name)
        values (@Id, @OrgId, @Version, @Role, @Place, @Hours, @NameSealed, @NumberSealed, @ChangedAt, @ById, @ChangedBy)
        on conflict (id) do update set    -- A new version of one that is there.
            version = excluded.version, role = excluded.role, place = excluded.place, hours = excluded.hours,
            name_sealed = excluded.name_sealed, number_sealed = excluded.number_sealed, changed_at = excluded.changed_at,
            changed_by = excluded.changed_by, changed_by_name = excluded.changed_by_name
        """;

    private const string Delete = "delete from dispatch.duty_contacts where id = @contact and org_id = @id";

    internal async Task<IReadOnlyList<ContactView>> ListAsync(OrganisationId id, CancellationToken cancellationToken) =>
        [.. (await db.ListAsync<Row>(SelectOf, new { id }, cancellationToken)).Select(Show)];

    internal Task<Row?> FindAsync(OrganisationId id, Guid contact, CancellationToken cancellationToken) =>
        db.FindAsync<Row>(SelectOne, new { id, contact }, cancellationToken);

    internal static Task<Row?> LockAsync(Work work, OrganisationId id, Guid contact) =>
        work.FindAsync<Row>(SelectForUpdate, new { id, contact });

    internal async Task<ContactView> WriteAsync(
        Work work, OrganisationId id, Guid contact, int version, ContactForm.Fields form, string why, CurrentUser user, DateTimeOffset now)
    {
        var row = new Row
        {
            Id = contact,
            OrgId = id,
            Version = version,
            Role = Words.Of(form.Role),
            Place = form.Place,
            Hours = form.Hours,
            NameSealed = personal.Seal(PersonalKind.Name, form.Name.Trim()).Token,
            NumberSealed = personal.Seal(PersonalKind.Phone, form.Number.Trim()).Token,
            ChangedAt = now,
            ChangedBy = user.Name,
        };
        await work.ExecuteAsync(Upsert, new
        {
            row.Id, row.OrgId, row.Version, row.Role, row.Place, row.Hours, row.NameSealed, row.NumberSealed, row.ChangedAt,
            ById = user.Id.Value, row.ChangedBy,
        });
        await AuditAsync(work, version == 1 ? "contact.added" : "contact.changed", id, contact, why, user, now);
        return Show(row);
    }

    internal static async Task<bool> RemoveAsync(
        Work work, OrganisationId id, Guid contact, string why, CurrentUser user, DateTimeOffset now)
    {
        var removed = await work.ExecuteAsync(Delete, new { id, contact }) > 0;
        if (removed)
        {
            await AuditAsync(work, "contact.removed", id, contact, why, user, now);
        }

        return removed;
    }

    internal ContactView Show(Row row) => new(
        row.Id, row.Version, Words.Read<ContactRole>(row.Role), row.Place, row.Hours,
        personal.Mask(PersonalKind.Name, personal.Open(new Sealed(row.NameSealed))),
        personal.Mask(PersonalKind.Phone, personal.Open(new Sealed(row.NumberSealed))), row.ChangedAt, row.ChangedBy);

    private static Task AuditAsync(
        Work work, string act, OrganisationId id, Guid contact, string why, CurrentUser user, DateTimeOffset now) =>
        work.RaiseAsync(new ActDone(
            new AuditRecord(user.Id, act, $"organisation:{id}", why, JsonSerializer.Serialize(new { contact }, Json.Options)), now));

    /// <summary>A contact as it is stored.</summary>
    internal sealed record Row
    {
        public Guid Id { get; init; }
        public OrganisationId OrgId { get; init; }
        public int Version { get; init; }
        public string Role { get; init; } = "";
        public int Place { get; init; }
        public string Hours { get; init; } = "";
        public string NameSealed { get; init; } = "";
        public string NumberSealed { get; init; } = "";
        public DateTimeOffset ChangedAt { get; init; }
        public string ChangedBy { get; init; } = "";
    }
}
