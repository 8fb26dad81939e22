-- What the calendar was told, in order: a change of it is a new version of all calendars, and nothing is taken back but by
-- another one. Whoever adds one locks this table, so that the versions become visible in their order.
create table dispatch.calendar_changes (
    version      bigint generated always as identity primary key,
    kind         text        not null check (kind in ('notice', 'office_hours')),
    -- Null for the whole city.
    org_id       uuid,
    summary      text        not null,
    why          text        not null,
    made_by      uuid,
    made_by_name text        not null,
    made_at      timestamptz not null default now(),
    -- The open deadlines that were worked out anew because of it.
    looked_at    bigint      not null default 0,
    moved        bigint      not null default 0,
    finished_at  timestamptz
);

create table dispatch.holiday_notices (
    version        bigint primary key references dispatch.calendar_changes,
    org_id         uuid,
    number         text    not null check (number <> ''),
    title          text    not null,
    published_on   date    not null,
    -- The year that it arranges as a whole; null for an amendment and for a local one.
    year           int     check (year between 2000 and 2200),
    number_checked boolean not null,
    unique nulls not distinct (org_id, number)
);

create table dispatch.holiday_days (
    version bigint not null references dispatch.holiday_notices,
    day     date   not null,
    kind    text   not null check (kind in ('workday', 'weekend', 'holiday', 'make_up')),
    name    text   not null,
    primary key (version, day)
);

-- 作息时间. Of those of one organisation the last that began by a day holds; of two that begin on one day, the later version.
create table dispatch.office_hours (
    version    bigint primary key references dispatch.calendar_changes,
    org_id     uuid,
    valid_from date  not null,
    seasons    jsonb not null
);

create trigger holiday_notices_are_kept before update or delete on dispatch.holiday_notices
    for each row execute function dispatch.refuse_rewriting();
create trigger holiday_days_are_kept before update or delete on dispatch.holiday_days
    for each row execute function dispatch.refuse_rewriting();
create trigger office_hours_are_kept before update or delete on dispatch.office_hours
    for each row execute function dispatch.refuse_rewriting();
