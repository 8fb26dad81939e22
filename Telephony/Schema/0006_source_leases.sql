-- Which host speaks with which PBX. A row is never deleted, so that the epoch only grows.
create table telephony.source_leases (
    source        text        primary key,
    epoch         bigint      not null,              -- Grows with each taking over.
    owner         uuid,                              -- The host process; null when it let go by itself.
    host          text        not null,              -- The machine and process, for people.
    backend_pid   int         not null,              -- The owner's own database session: when it is gone, so is the owner.
    backend_start timestamptz not null,
    renewed_at    timestamptz not null,
    expires_at    timestamptz not null
);
