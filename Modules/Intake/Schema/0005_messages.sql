-- Short messages (短信) on their way out. The number and the text can be read by the sender alone.
create table intake.messages (
    id               uuid primary key,
    key              text not null unique,
    number_sealed    text not null,
    number_masked    text not null,
    text_sealed      text not null,
    state            text not null default 'waiting' check (state in ('waiting', 'sent', 'givenUp')),
    attempts         int  not null default 0,
    next_attempt_at  timestamptz not null default now(),
    -- What the provider calls it.
    provider_id      text,
    last_error       text,
    written_at       timestamptz not null default now(),
    settled_at       timestamptz
);
create index messages_waiting on intake.messages (next_attempt_at) where state = 'waiting';
