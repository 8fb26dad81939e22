-- A text as a range of one, so that an exclusion constraint can compare texts for equality with PostgreSQL's own operators.
create type dispatch.text_range as range (subtype = text, collation = "C");

-- An organisation keeps its identifier through renames and moves; a merger or a split ends it and names who carries on.
create table dispatch.organisations (
    id              uuid        primary key,
    version         int         not null,
    successor       uuid        references dispatch.organisations (id) check (successor <> id),   -- null: it goes on, or nobody does
    handed_over_at  timestamptz,              -- null: its orders and members have not gone to the successor (yet)
    changed_at      timestamptz not null default now(),
    changed_by      uuid,                     -- null: loaded by the system
    changed_by_name text,
    changed_why     text        not null
);

create index organisations_to_hand_over on dispatch.organisations (id) where successor is not null and handed_over_at is null;

-- What an organisation was from one day to another. Days are the city's; valid_to is the first day that no longer counts, null
-- until further notice. A period that ends on its first day never held (it was entered by mistake).
create table dispatch.organisation_periods (
    id            uuid primary key,
    org_id        uuid not null references dispatch.organisations (id),
    valid_from    date not null,
    valid_to      date check (valid_to >= valid_from),
    code          text not null check (code ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
    name          text not null,
    short_name    text,                       -- null: the name is short enough
    kind          text not null check (kind in ('county', 'department', 'sub_unit', 'township', 'enterprise', 'hotline')),
    parent        uuid references dispatch.organisations (id) check (parent <> org_id),   -- null: it stands by itself
    area          text check (area ~ '^[0-9]{6}([0-9]{3}){0,2}$'),                        -- null: the whole city
    source        text,
    confidence    text,
    note          text,
    demonstration text,                       -- null: everything is meant as a fact
    constraint organisation_codes_do_not_overlap
        exclude using gist (dispatch.text_range(code, code, '[]') with &&, daterange(valid_from, valid_to) with &&),
    constraint organisation_periods_do_not_overlap
        exclude using gist (dispatch.text_range(org_id::text, org_id::text, '[]') with &&, daterange(valid_from, valid_to) with &&)
);

create index organisation_periods_org on dispatch.organisation_periods (org_id, valid_from);

-- Every version as it was written: who, when, why and what it changed. What was believed earlier stays readable.
create table dispatch.organisation_versions (
    org_id  uuid        not null references dispatch.organisations (id),
    version int         not null,
    at      timestamptz not null default now(),
    by_id   uuid,                             -- null: loaded by the system
    by_name text,
    act     text        not null,
    why     text        not null,
    changes jsonb       not null,
    whole   jsonb       not null,
    primary key (org_id, version)
);

create function dispatch.refuse_rewriting() returns trigger language plpgsql as $$
begin
    raise exception 'Rows of % are never changed; add a new one.', tg_table_name;
end
$$;

create trigger organisation_versions_are_final before update or delete on dispatch.organisation_versions
    for each row execute function dispatch.refuse_rewriting();

-- One row that every change of the tree locks and raises: changes come one after another, because two moves that are each
-- right can make a circle together, and hosts need to look at nothing else to know they are up to date.
create table dispatch.organisation_state (
    only_row boolean primary key default true check (only_row),
    version  bigint not null
);

insert into dispatch.organisation_state (version) values (0);

-- Whose clerk an account is, and was. An account belongs to one organisation at a time.
create table dispatch.members (
    id         uuid        primary key,
    account_id uuid        not null,
    log_in     text        not null,
    org_id     uuid        not null references dispatch.organisations (id),
    since      timestamptz not null,
    until      timestamptz check (until >= since),   -- null: now
    by_id      uuid,                                 -- null: the system
    by_name    text,
    why        text        not null
);

create unique index members_account on dispatch.members (account_id) where until is null;
create index members_org on dispatch.members (org_id) where until is null;

-- Whom to call at an organisation. Names and numbers are personal data, and encrypted.
create table dispatch.duty_contacts (
    id              uuid        primary key,
    org_id          uuid        not null references dispatch.organisations (id),
    version         int         not null,
    role            text        not null check (role in ('duty', 'clerk', 'leader')),
    place           int         not null,     -- the order in which they are called
    hours           text        not null,     -- when they can be reached, in words
    name_sealed     text        not null,
    number_sealed   text        not null,
    changed_at      timestamptz not null default now(),
    changed_by      uuid        not null,
    changed_by_name text        not null
);

create index duty_contacts_org on dispatch.duty_contacts (org_id, place);
