-- Missed-call callback (漏接电话回拨, 国办函〔2025〕66号): one open row per number, however often the citizen gave up.
create table calls.callbacks (
    id              uuid primary key,
    caller          text not null,
    line            text,
    line_name       text not null,
    dialled         text not null,
    queue           text not null,
    source          text not null,
    -- The time of the first missed call: the citizen's place in the order.
    missed_at       timestamptz not null,
    last_missed_at  timestamptz not null,
    missed_calls    int  not null default 1,
    state           text not null default 'open' check (state in ('open', 'dialling', 'done', 'given-up')),
    attempts        int  not null default 0,
    next_attempt_at timestamptz not null,
    call_id         uuid,
    result          text,
    settled_at      timestamptz,
    settled_by      text,
    version         int  not null default 1,
    check ((state in ('done', 'given-up')) = (settled_at is not null))
);
create unique index callbacks_open on calls.callbacks (caller) where settled_at is null;
create index callbacks_due on calls.callbacks (next_attempt_at) where state = 'open';

create table calls.callback_attempts (
    callback_id uuid not null references calls.callbacks,
    attempt     int  not null,
    call_id     uuid not null,
    agent_id    uuid,
    began_at    timestamptz not null,
    ended_at    timestamptz,
    result      text,
    primary key (callback_id, attempt)
);
