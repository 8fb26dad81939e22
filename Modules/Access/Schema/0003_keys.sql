-- What cookies are protected with. Every host reads the same keys, so that each accepts what another one issued.
create table access.data_protection_keys (
    id         bigint generated always as identity primary key,
    name       text        not null,
    xml        text        not null,
    created_at timestamptz not null default now()
);

-- What tokens are signed with. A key signs from signs_from on, when every host has read it, and is accepted until it is
-- retired.
create table access.signing_keys (
    id         uuid primary key,
    secret     bytea       not null check (length(secret) >= 32),
    signs_from timestamptz not null,
    retires_at timestamptz                           -- Null for the newest key.
);
