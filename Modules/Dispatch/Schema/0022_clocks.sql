-- The deadlines of work orders. When one is due follows from its beginning, its limit, its extensions, its pauses and the
-- calendar; it is kept, so that the sweep only compares.
create table dispatch.clocks (
    id               uuid primary key,
    order_id         uuid        not null,
    kind             text        not null,
    -- Whose clock it is; null for the hotline's own and the citizen's.
    org_id           uuid,
    amount           int         not null check (amount >= 0),
    unit             text        not null check (unit in
        ('natural_minutes', 'natural_hours', 'natural_days', 'working_minutes', 'working_hours', 'working_days')),
    source           text        not null,
    -- [{amount, unit, source}]
    extensions       jsonb,
    warn_amount      int,
    warn_unit        text,
    started_at       timestamptz not null,
    -- Whatever the limit says: the hard cap of urgent matters, or the deadline of the platform above.
    not_after        timestamptz,
    due_at           timestamptz not null,
    warn_at          timestamptz,
    -- Whether a holiday notice still to be published may move it.
    provisional      boolean     not null,
    -- The version of the calendar that due_at follows; null where no calendar matters.
    calendar_version bigint,
    state            text        not null default 'running' check (state in ('running', 'paused', 'met', 'missed', 'cancelled')),
    warned_at        timestamptz,
    overdue_at       timestamptz,
    paused_at        timestamptz check ((state = 'paused') = (paused_at is not null)),
    stopped_at       timestamptz
);

-- One clock of a kind runs for a unit at a time.
create unique index clocks_open on dispatch.clocks (order_id, kind, org_id) nulls not distinct where state in ('running', 'paused');
create index clocks_of_order on dispatch.clocks (order_id);
-- What the sweep looks at: only what it has not told yet.
create index clocks_to_warn on dispatch.clocks (warn_at) where state = 'running' and warned_at is null and warn_at is not null;
create index clocks_to_call_overdue on dispatch.clocks (due_at) where state = 'running' and overdue_at is null;
-- What a change of the calendar looks at.
create index clocks_by_calendar on dispatch.clocks (calendar_version)
    where state in ('running', 'paused') and calendar_version is not null;

create table dispatch.clock_pauses (
    clock_id   uuid        not null references dispatch.clocks,
    started_at timestamptz not null,
    ended_at   timestamptz check (ended_at >= started_at),
    why        text        not null,
    primary key (clock_id, started_at)
);

-- Why a deadline is where it is: each time it moved, and what was told about it.
create table dispatch.clock_history (
    id       bigint generated always as identity primary key,
    clock_id uuid        not null references dispatch.clocks,
    at       timestamptz not null default now(),
    what     text        not null check (what in
        ('extended', 'changed', 'resumed', 'calendar', 'warned', 'overdue', 'overdue_withdrawn')),
    old_due  timestamptz,
    new_due  timestamptz,
    why      text
);

create index clock_history_of_clock on dispatch.clock_history (clock_id);
