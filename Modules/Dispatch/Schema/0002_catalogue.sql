-- The dispatch catalogue (派单目录). One row is one rule for one period; of those that match an appeal the most specific wins.
-- A period that ends on its first day never held.
create table dispatch.rules (
    id              uuid        primary key,
    version         int         not null,
    title           text        not null,
    category        text        check (category ~ '^[0-9]{2}([0-9]{2}){0,2}$'),          -- null: any; a code stands for all below it
    area            text        check (area = '*' or area ~ '^[0-9]{6}([0-9]{3}){0,2}$'),    -- null: any; *: any place in a county-level unit
    line            text        check (line ~ '^[0-9A-Z+-]{3,31}$'),                      -- null: whichever old number was dialled
    lead            text        not null,     -- an organisation's id, or {county-of-area}
    assists         text[]      not null,     -- the same
    basis           text,                     -- the duty list or law it stands on
    valid_from      date        not null,
    valid_to        date        check (valid_to >= valid_from),                           -- null: until further notice
    note            text,
    demonstration   text,                     -- null: meant as a fact
    changed_at      timestamptz not null default now(),
    changed_by      uuid,                     -- null: loaded by the system
    changed_by_name text,
    changed_why     text        not null,
    constraint rules_do_not_overlap exclude using gist (
        dispatch.text_range(coalesce(category, ''), coalesce(category, ''), '[]') with &&,
        dispatch.text_range(coalesce(area, ''), coalesce(area, ''), '[]') with &&,
        dispatch.text_range(coalesce(line, ''), coalesce(line, ''), '[]') with &&,
        daterange(valid_from, valid_to) with &&)
);

-- Every version as it was written: an order that a rule sent somewhere names the version it went by.
create table dispatch.rule_versions (
    rule_id uuid        not null references dispatch.rules (id),
    version int         not null,
    at      timestamptz not null default now(),
    by_id   uuid,                             -- null: loaded by the system
    by_name text,
    act     text        not null,
    why     text        not null,
    whole   jsonb       not null,
    primary key (rule_id, version)
);

create trigger rule_versions_are_final before update or delete on dispatch.rule_versions
    for each row execute function dispatch.refuse_rewriting();

-- What the grass roots are there for (乡镇街道履行职责事项清单): a category listed here, or below one, may be sent to a township.
create table dispatch.township_duties (
    id              uuid        primary key,
    category        text        not null check (category ~ '^[0-9]{2}([0-9]{2}){0,2}$'),
    basis           text        not null,
    demonstration   text,                     -- null: meant as a fact
    since           timestamptz not null,
    by_id           uuid,                     -- null: loaded by the system
    by_name         text,
    why             text        not null,
    until           timestamptz check (until >= since),   -- null: now
    ended_by_id     uuid,
    ended_by_name   text,
    ended_why       text
);

create unique index township_duties_category on dispatch.township_duties (category) where until is null;

-- How often a rule was gone by, and how often the unit sent the order back, by the city's day.
create table dispatch.rule_days (
    rule_id  uuid not null references dispatch.rules (id),
    version  int  not null,
    day      date not null,
    used     int  not null default 0,
    returned int  not null default 0,
    primary key (rule_id, version, day)
);

create index rule_days_day on dispatch.rule_days (day);

create table dispatch.rule_returns (
    id       uuid        primary key,
    rule_id  uuid        not null references dispatch.rules (id),
    version  int         not null,
    order_id uuid        not null,
    reason   text        not null,
    at       timestamptz not null
);

create index rule_returns_rule on dispatch.rule_returns (rule_id, at);

-- One row that every change of rules or duties raises, so that hosts need to look at nothing else to know they are up to date.
create table dispatch.catalogue_state (
    only_row boolean primary key default true check (only_row),
    version  bigint not null
);

insert into dispatch.catalogue_state (version) values (0);
