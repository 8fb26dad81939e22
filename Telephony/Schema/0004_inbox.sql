-- Every event as it came, written before it is answered and never changed afterwards. Kept longer than any sender retries,
-- because (source, event_id) is how a repeat is recognised.
create table telephony.inbox (
    id            bigint generated always as identity,
    source        text collate "C" not null,
    event_id      text collate "C" not null,
    -- SHA-256 of the event's own bytes.
    hash          bytea       not null,
    type          text collate "C" not null,
    -- The PBX's call; empty where the event is about the source itself.
    call          text collate "C" not null,
    epoch         text collate "C" not null,
    sequence      bigint      not null,
    -- Null where the PBX does not count within a call.
    call_sequence int,
    happened_at   timestamptz not null,
    received_at   timestamptz not null default now(),
    -- Rows become visible in another order than their ids; a reader that goes by id must stop at the oldest unfinished writer.
    written_by    xid8        not null default pg_current_xact_id(),
    body          bytea       not null,
    primary key (source, id),
    constraint inbox_event_once unique (source, event_id)
);

-- What is journalled and not yet applied: normally next to nothing, and taken up by any host when the one that wrote it died.
create table telephony.pending (
    source      text collate "C" not null,
    call        text collate "C" not null,
    id          bigint      not null,
    received_at timestamptz not null default now(),
    -- How often applying it failed for a reason that is not the database's absence.
    failures    int         not null default 0,
    primary key (source, call, id)
);

-- How far each call has been applied.
create table telephony.call_cursors (
    source        text collate "C" not null,
    call          text collate "C" not null,
    epoch         bigint      not null,
    call_sequence int         not null,
    -- Something between two applied events never came.
    gap           boolean     not null default false,
    ended_at      timestamptz,
    -- This system's name of the call, where it began the call and the PBX named it otherwise; else null.
    known_as      text,
    updated_at    timestamptz not null default now(),
    primary key (source, call)
);

create index call_cursors_known_as on telephony.call_cursors (source, known_as) where known_as is not null;
create index call_cursors_updated on telephony.call_cursors (updated_at);

-- The PBX's names of legs that it rang on command, beside the names the command gave them.
create table telephony.leg_names (
    source   text collate "C" not null,
    call     text collate "C" not null,
    leg      text collate "C" not null,
    known_as text        not null,
    named_at timestamptz not null default now(),
    primary key (source, call, leg)
);

create index leg_names_known_as on telephony.leg_names (source, known_as);

-- Events that are journalled and did not do what an ordinary event does. Counts are counted here, never incremented.
create table telephony.oddities (
    source   text collate "C" not null,
    id       bigint      not null,
    kind     text        not null check (kind in ('unknown_type', 'late', 'gap', 'revival', 'anomaly', 'failed')),
    noted_at timestamptz not null default now(),
    primary key (source, id, kind)
);

-- Signed events that make no sense: kept as they came, for whoever repairs the sender.
create table telephony.quarantine (
    id          bigint generated always as identity primary key,
    source      text collate "C" not null,
    hash        bytea       not null,
    reason      text        not null,
    received_at timestamptz not null default now(),
    body        bytea       not null,
    constraint quarantine_once unique (source, hash)
);
