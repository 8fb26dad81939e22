create table calls.wrap_ups (
    id        bigint generated always as identity primary key,
    call_id   uuid not null,
    agent_id  uuid not null,
    code      text not null,
    note      text,
    by_system boolean not null,
    at        timestamptz not null default now()
);
create index wrap_ups_call on calls.wrap_ups (call_id);
