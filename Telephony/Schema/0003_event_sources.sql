-- PBXs that speak the signed HTTP event API.
create table telephony.sources (
    source             text collate "C" primary key,
    kind               text        not null,
    name               text        not null,
    -- Where commands are pushed; null where the PBX fetches them.
    callback_url       text,
    created_at         timestamptz not null default now(),
    -- Null while the source may speak.
    disabled_at        timestamptz,
    -- The last signed message of any kind; null while it never spoke.
    last_heard_at      timestamptz,
    last_snapshot_at   timestamptz,
    -- Since when a snapshot is needed to trust the picture again (a gap, a new epoch); null where none is.
    snapshot_wanted_at timestamptz,
    -- When the PBX was last asked for it; asking is repeated until it comes.
    snapshot_asked_at  timestamptz,
    -- Our clock minus the PBX's, in milliseconds; null until a heartbeat was measured.
    skew_ms            int,
    -- What the floor was last told; null while it was told nothing.
    told_state         text check (told_state in ('up', 'suspect')),
    -- Up to which journal row the source's epochs have been counted.
    counted_to         bigint      not null default 0
);

-- The ring of signing secrets. Nothing reads a secret back through the API; encryption of the column comes with the key store.
create table telephony.source_keys (
    id         uuid primary key,
    source     text collate "C" not null references telephony.sources,
    secret     bytea       not null,
    created_at timestamptz not null default now(),
    -- Null while the key is accepted.
    retired_at timestamptz
);

create index source_keys_accepted on telephony.source_keys (source) where retired_at is null;

-- Epochs in the order of their first event here: what a PBX writes in them need not sort.
create table telephony.source_epochs (
    source        text collate "C" not null references telephony.sources,
    epoch         text collate "C" not null,
    number        bigint generated always as identity,
    first_seen_at timestamptz   not null default now(),
    -- Every sequence number that was received; more than one range means that something is missing between them.
    seen          int8multirange not null default '{}',
    primary key (source, epoch)
);
