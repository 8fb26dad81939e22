-- Lets an exclusion constraint compare numbers and areas for equality. It belongs to PostgreSQL's own contrib and is trusted:
-- the owner of the database may create it.
create extension if not exists btree_gist with schema telephony;

-- One row is one period of one number in one area. Days are the city's; valid_to is the first day that no longer counts, null
-- until further notice. A period that ends on its first day never held (it was entered by mistake).
create table telephony.lines (
    id               uuid primary key,
    version          int         not null,
    number           text        not null check (number ~ '^(\+?[0-9]{3,15}|[A-Z][A-Z0-9-]{2,30})$'),
    area             text        not null check (area ~ '^(0[0-9]{2,3})?$'),
    valid_from       date        not null,
    valid_to         date        check (valid_to >= valid_from),
    name             text        not null,
    department       text        not null,
    mode             text        not null check (mode in ('platform', 'whole_merge', 'dual_number', 'sub_center',
        'emergency_linkage', 'utility_linkage', 'refer_only', 'not_in_annex', 'unknown')),
    level            text        not null,
    handled_by       text        not null,
    seat_arrangement text        not null check (seat_arrangement in ('seats_moved', 'seats_kept_with_transfer',
        'number_cancelled_seats_kept', 'unknown')),
    batch            int,                     -- null: not known
    first_side       text        check (first_side in ('hotline_first', 'department_first')),   -- null: not decided
    queue            text,                    -- null: the general one
    department_queue text,
    forward_address  text,                    -- null: nobody else's telephones are known
    overflow_seconds int         check (overflow_seconds between 5 and 600),
    after_notice     text        not null check (after_notice in ('queue', 'end')),
    greeting         text,
    greeting_text    text,
    source           text,
    confidence       text,
    note             text,
    demonstration    text,                    -- null: every setting is meant as a fact
    changed_at       timestamptz not null default now(),
    changed_by       uuid,                    -- null: loaded by the system
    changed_by_name  text,
    changed_why      text        not null,
    constraint lines_do_not_overlap
        exclude using gist (number with =, area with =, daterange(valid_from, valid_to) with &&)
);

-- What callers of a line hear from a day on.
create table telephony.line_phases (
    line_id     uuid not null references telephony.lines (id),
    starts_on   date not null,
    phase       text not null check (phase in ('preparation', 'parallel', 'forwarding', 'notice_only', 'closed')),
    prompt      text,                         -- null: the line's greeting
    prompt_text text,
    primary key (line_id, starts_on)
);

-- Every version of every period as it was written: who, when and why. What was believed earlier stays readable.
create table telephony.line_versions (
    line_id uuid        not null references telephony.lines (id),
    version int         not null,
    at      timestamptz not null default now(),
    by_id   uuid,                             -- null: loaded by the system
    by_name text,
    why     text        not null,
    line    jsonb       not null,
    primary key (line_id, version)
);

-- The ledger of published numbers (公开电话台账): what changed about a number, when, and where that was announced.
create table telephony.ledger_notices (
    id              uuid primary key,
    number          text        not null,
    area            text        not null,
    change          text        not null check (change in ('opened', 'changed', 'forwarded', 'closed', 'reopened', 'corrected')),
    happens_on      date        not null,
    what            text        not null,
    announced_on    date,                     -- null: not announced yet
    announced_where text,
    recorded_at     timestamptz not null default now(),
    recorded_by     uuid,
    recorded_name   text
);

create index ledger_notices_number on telephony.ledger_notices (number, area, happens_on);

create function telephony.refuse_rewriting() returns trigger language plpgsql as $$
begin
    raise exception 'Rows of % are never changed; add a new one.', tg_table_name;
end
$$;

create trigger line_versions_are_final before update or delete on telephony.line_versions
    for each row execute function telephony.refuse_rewriting();

create trigger ledger_notices_are_final before update or delete on telephony.ledger_notices
    for each row execute function telephony.refuse_rewriting();

-- One row that every change of lines or phases raises, so that hosts need to look at nothing else to know they are up to date.
create table telephony.registry_state (
    only_row boolean primary key default true check (only_row),
    version  bigint not null
);

insert into telephony.registry_state (version) values (0);
