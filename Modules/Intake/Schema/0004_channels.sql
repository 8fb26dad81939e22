-- Where appeals come from besides the telephone (受理渠道).
create table intake.channels (
    code        text primary key check (code ~ '^[a-z][a-z0-9-]{0,39}$'),
    name        text not null,
    -- phone and on-behalf are for agents; pushed ones have keys; public is the web form.
    kind        text not null check (kind in ('agent', 'pushed', 'public')),
    -- The platform keeps its own number, and a repeat of it is the same appeal.
    numbered    boolean not null default false,
    -- accepted as they come where they carry what dispatching needs, or into the inbox for an agent to look at.
    straight    boolean not null default false,
    active      boolean not null default true,
    version     int not null default 1
);

create table intake.channel_keys (
    id         uuid primary key,
    channel    text not null references intake.channels,
    -- SHA-256 of the key; the key itself is shown once and kept nowhere.
    hash       bytea not null unique,
    tail       text not null,
    created_by uuid not null,
    created_at timestamptz not null default now(),
    retired_at timestamptz
);
create index channel_keys_channel on intake.channel_keys (channel);
