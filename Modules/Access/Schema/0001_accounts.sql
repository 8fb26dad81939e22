create table access.accounts (
    id            uuid primary key,
    log_in        text        not null check (log_in = btrim(log_in) and log_in <> ''),
    name          text        not null,
    password_hash text        not null,
    roles         text[]      not null
                  check (roles <@ array['agent', 'shift-leader', 'dispatcher', 'administrator']),
    disabled_at   timestamptz,                       -- Null while the account may sign in.
    last_session  bigint      not null default 0,    -- The number of the newest sign-in; it only grows.
    version       bigint      not null default 1,
    created_at    timestamptz not null default now()
);

-- 张三 types ZhangSan today and zhangsan tomorrow, and means the same account.
create unique index accounts_log_in on access.accounts (lower(log_in));

create table access.sessions (
    account_id uuid        not null references access.accounts (id),
    number     bigint      not null,
    kind       text        not null check (kind in ('cookie', 'token')),
    started_at timestamptz not null default now(),
    revoked_at timestamptz,                          -- Null while the sign-in counts.
    primary key (account_id, number)
);

create index sessions_started on access.sessions (started_at);

-- Wrong passwords in a row, by the log-in name as typed: a name without an account locks in the same way, so that nobody
-- learns from a lock which names exist.
create table access.failed_sign_ins (
    log_in       text primary key check (log_in = lower(log_in)),
    failures     int         not null,
    failed_at    timestamptz not null,
    locked_until timestamptz                         -- Null until there were too many.
);

create index failed_sign_ins_failed on access.failed_sign_ins (failed_at);
