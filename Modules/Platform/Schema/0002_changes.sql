-- What consoles see change, in the order it was written. Every host follows it; rows are kept for an hour, because a console
-- or host that was away longer starts from a snapshot anyway.
create table platform.changes (
    id         bigint generated always as identity primary key,
    topic      text        not null,
    key        text        not null,
    version    bigint      not null,
    value      text,
    urgent     boolean     not null,
    written_at timestamptz not null default now()
);

create index changes_written on platform.changes using brin (written_at);
