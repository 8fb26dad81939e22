-- Commands on their way to a PBX of the event API; the truth about what is to be done stays with whoever wrote them.
create table telephony.commands (
    id            uuid primary key,
    -- What a PBX that fetches commands asks to go on from.
    position      bigint generated always as identity,
    source        text collate "C" not null references telephony.sources,
    call          text collate "C" not null,
    type          text        not null,
    -- The leg that the command is to make, by the name that this system gave it; else null.
    leg           text,
    body          jsonb       not null,
    written_at    timestamptz not null default now(),
    -- A host is pushing it until then; another one may try afterwards.
    claimed_until timestamptz,
    attempts      int         not null default 0,
    -- The PBX has it.
    sent_at       timestamptz,
    -- It could not be delivered in time; the call was told that the command failed.
    expired_at    timestamptz,
    result        text check (result in ('done', 'failed')),
    result_at     timestamptz
);

create index commands_unsent on telephony.commands (source, position) where sent_at is null and expired_at is null;
create index commands_position on telephony.commands (source, position);
create index commands_written on telephony.commands (written_at);
