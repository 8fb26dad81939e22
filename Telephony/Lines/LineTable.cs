using System.Text.Json;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using ContactCenter.Telephony.Numbers;

namespace ContactCenter.Telephony.Lines;

/// <summary>How lines stand in the database: read whole, written as versions.</summary>
internal static class LineTable
{
    /// <summary>Enough for every hotline and published number of a city with a century of changes.</summary>
    internal const int MostLines = 20_000;

    private const string Columns = """
        select id, version, number, area, valid_from as ValidFrom, valid_to as ValidTo, name, department, mode, level,
            handled_by as HandledBy, seat_arrangement as SeatArrangement, batch, first_side as FirstSide, queue,
            department_queue as DepartmentQueue, forward_address as ForwardAddress, overflow_seconds as OverflowSeconds,
            after_notice as AfterNotice, greeting, greeting_text as GreetingText, source, confidence, note, demonstration,
            changed_at as ChangedAt, changed_by_name as ChangedBy, changed_why as ChangedWhy,
            (select jsonb_agg(jsonb_build_object(
                    'kind', phase, 'startsOn', starts_on, 'prompt', prompt, 'promptText', prompt_text) order by starts_on)
                from telephony.line_phases where line_id = id)::text as Phases
        from telephony.lines
        """;

    private const string SelectAll = Columns + """

        order by number, area, valid_from, id
        limit @MostLines
        """;

    private const string SelectOne = Columns + """

        where id = @id
        """;

    private const string SelectOneForUpdate = SelectOne + """

        for update
        """;

    private const string SelectOfDay = Columns + """

        where valid_from <= @day and (valid_to is null or @day < valid_to)
            and (@q::text is null
                or starts_with(number, @q)
                or strpos(lower(name), lower(@q)) > 0
                or strpos(lower(department), lower(@q)) > 0
                or (number = @Number and area = @Area))
        order by number, area
        limit 1000
        """;

    private const string SelectPeriods = Columns + """

        where number = @Number and area = @Area
        order by valid_from, changed_at
        limit 200
        """;

    private const string SelectOverlap = Columns + """

        where number = @Number and area = @Area and id <> @Id
            and daterange(valid_from, valid_to) && daterange(@ValidFrom, @ValidTo)
        order by valid_from
        limit 1
        """;

    private const string Upsert = """
        insert into telephony.lines (id, version, number, area, valid_from, valid_to, name, department, mode, level, handled_by,
            seat_arrangement, batch, first_side, queue, department_queue, forward_address, overflow_seconds, after_notice,
            greeting, greeting_text, source, confidence, note, demonstration, changed_at, changed_by, changed_by_name,
            changed_why)
        values (@Id, @Version, @Number, @Area, @ValidFrom, @ValidTo, @Name, @Department, @Mode, @Level, @HandledBy,
            @SeatArrangement, @Batch, @FirstSide, @Queue, @DepartmentQueue, @ForwardAddress, @OverflowSeconds, @AfterNotice,
            @Greeting, @GreetingText, @Source, @Confidence, @Note, @Demonstration, @ChangedAt, @ById, @ChangedBy, @ChangedWhy)
        on conflict (id) do update set    -- A new version of a period that is there.
            version = excluded.version, valid_from = excluded.valid_from, valid_to = excluded.valid_to, name = excluded.name,
            department = excluded.department, mode = excluded.mode, level = excluded.level, handled_by = excluded.handled_by,
            seat_arrangement = excluded.seat_arrangement, batch = excluded.batch, first_side = excluded.first_side,
            queue = excluded.queue, department_queue = excluded.department_queue,
            forward_address = excluded.forward_address, overflow_seconds = excluded.overflow_seconds,
            after_notice = excluded.after_notice, greeting = excluded.greeting, greeting_text = excluded.greeting_text,
            source = excluded.source, confidence = excluded.confidence, note = excluded.note,
            demonstration = excluded.demonstration, changed_at = excluded.changed_at, changed_by = excluded.changed_by,
            changed_by_name = excluded.changed_by_name, changed_why = excluded.changed_why
        """;

    private const string DeletePhases = "delete from telephony.line_phases where line_id = @Id";

    private const string InsertPhases = """
        insert into telephony.line_phases (line_id, starts_on, phase, prompt, prompt_text)
        select @Id, starts_on, phase, prompt, prompt_text
        from unnest(@Starts, @Kinds, @Prompts, @Texts) as entered (starts_on, phase, prompt, prompt_text)
        """;

    private const string InsertVersion = """
        insert into telephony.line_versions (line_id, version, at, by_id, by_name, why, line)
        values (@Id, @Version, @ChangedAt, @ById, @ChangedBy, @ChangedWhy, @Whole::jsonb)
        """;

    private const string RaiseState = "update telephony.registry_state set version = version + 1";

    internal static async Task<IReadOnlyList<Line>> AllAsync(Db db, CancellationToken cancellationToken) =>
        Lines(await db.ListAsync<Row>(SelectAll, new { MostLines }, cancellationToken));

    internal static async Task<Line?> FindAsync(Db db, Guid id, CancellationToken cancellationToken) =>
        (await db.FindAsync<Row>(SelectOne, new { id }, cancellationToken))?.ToLine();

    /// <summary>The lines of a day that a search finds; all of them where there is no search.</summary>
    internal static async Task<IReadOnlyList<Line>> ListAsync(
        Db db, DateOnly day, string? q, DialledNumber number, CancellationToken cancellationToken) =>
        Lines(await db.ListAsync<Row>(SelectOfDay, new { day, q, number.Number, number.Area }, cancellationToken));

    /// <summary>Every period of a number, in order of their first days.</summary>
    internal static async Task<IReadOnlyList<Line>> PeriodsAsync(
        Db db, DialledNumber number, CancellationToken cancellationToken) =>
        Lines(await db.ListAsync<Row>(SelectPeriods, new { number.Number, number.Area }, cancellationToken));

    /// <summary>The period of the same number that has some of the same days, or null.</summary>
    internal static async Task<Line?> FindOverlapAsync(Db db, Line line, CancellationToken cancellationToken) =>
        (await db.FindAsync<Row>(
            SelectOverlap, new { line.Number, line.Area, line.Id, line.ValidFrom, line.ValidTo }, cancellationToken))?.ToLine();

    /// <summary>Reads a line so that nobody else changes it before this work ends.</summary>
    internal static async Task<Line?> LockAsync(Work work, Guid id) =>
        (await work.FindAsync<Row>(SelectOneForUpdate, new { id }))?.ToLine();

    /// <summary>
    /// Writes a new period or a new version of one, with its phases, into the table and the append-only history. Throws the
    /// database's exclusion violation where another period of the number and area has some of the same days.
    /// </summary>
    internal static async Task WriteAsync(Work work, Line line, Guid? byId)
    {
        var set = line.Settings;
        await work.ExecuteAsync(Upsert, new
        {
            line.Id, line.Version, line.Number, line.Area, line.ValidFrom, line.ValidTo, set.Name, set.Department,
            Mode = Words.Of(set.Mode), set.Level, set.HandledBy, SeatArrangement = Words.Of(set.SeatArrangement), set.Batch,
            FirstSide = set.FirstSide is { } side ? Words.Of(side) : null, set.Queue, set.DepartmentQueue, set.ForwardAddress,
            set.OverflowSeconds, AfterNotice = Words.Of(set.AfterNotice), set.Greeting, set.GreetingText, set.Source,
            set.Confidence, set.Note, set.Demonstration, line.ChangedAt, ById = byId, line.ChangedBy, line.ChangedWhy,
        });
        await work.ExecuteAsync(DeletePhases, new { line.Id });
        await work.ExecuteAsync(InsertPhases, new
        {
            line.Id,
            Starts = line.Phases.Select(phase => phase.StartsOn).ToArray(),
            Kinds = line.Phases.Select(phase => Words.Of(phase.Kind)).ToArray(),
            Prompts = line.Phases.Select(phase => phase.Prompt).ToArray(),
            Texts = line.Phases.Select(phase => phase.PromptText).ToArray(),
        });
        await work.ExecuteAsync(InsertVersion, new
        {
            line.Id, line.Version, line.ChangedAt, ById = byId, line.ChangedBy, line.ChangedWhy,
            Whole = JsonSerializer.Serialize(LineView.Of(line), Json.Options),
        });
        await work.ExecuteAsync(RaiseState);
    }

    private static IReadOnlyList<Line> Lines(IReadOnlyList<Row> rows) => [.. rows.Select(row => row.ToLine())];

    private sealed record Row
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public string Number { get; init; } = "";
        public string Area { get; init; } = "";
        public DateOnly ValidFrom { get; init; }
        public DateOnly? ValidTo { get; init; }
        public string Name { get; init; } = "";
        public string Department { get; init; } = "";
        public string Mode { get; init; } = "";
        public string Level { get; init; } = "";
        public string HandledBy { get; init; } = "";
        public string SeatArrangement { get; init; } = "";
        public int? Batch { get; init; }
        public string? FirstSide { get; init; }
        public string? Queue { get; init; }
        public string? DepartmentQueue { get; init; }
        public string? ForwardAddress { get; init; }
        public int? OverflowSeconds { get; init; }
        public string AfterNotice { get; init; } = "";
        public string? Greeting { get; init; }
        public string? GreetingText { get; init; }
        public string? Source { get; init; }
        public string? Confidence { get; init; }
        public string? Note { get; init; }
        public string? Demonstration { get; init; }
        public DateTimeOffset ChangedAt { get; init; }
        public string? ChangedBy { get; init; }
        public string ChangedWhy { get; init; } = "";
        public string? Phases { get; init; }

        internal Line ToLine() => new()
        {
            Id = Id,
            Version = Version,
            Number = Number,
            Area = Area,
            ValidFrom = ValidFrom,
            ValidTo = ValidTo,
            Settings = new Line.Setup(
                Name, Department, Words.Read<MergeMode>(Mode), Level, HandledBy, Words.Read<SeatArrangement>(SeatArrangement),
                Batch, FirstSide is null ? null : Words.Read<FirstSide>(FirstSide), Queue, DepartmentQueue, ForwardAddress,
                OverflowSeconds, Words.Read<AfterNotice>(AfterNotice), Greeting, GreetingText, Source, Confidence, Note,
                Demonstration),
            Phases = Phases is null ? [] :
            [
                .. JsonSerializer.Deserialize<PhaseRow[]>(Phases, Json.Options)!.Select(phase =>
                    new Line.Phase(Words.Read<PhaseKind>(phase.Kind), phase.StartsOn, phase.Prompt, phase.PromptText)),
            ],
            ChangedAt = ChangedAt,
            ChangedBy = ChangedBy,
            ChangedWhy = ChangedWhy,
        };
    }

    private sealed record PhaseRow(string Kind, DateOnly StartsOn, string? Prompt, string? PromptText);
}
