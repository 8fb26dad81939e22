create table access.audit (
    id      bigint generated always as identity primary key,
    at      timestamptz not null default now(),
    actor   uuid,                                    -- Null for the system, and for who failed to sign in.
    act     text        not null,
    subject text        not null,
    reason  text,                                    -- Null where the act asks for none.
    details jsonb                                    -- Null where the act says it all.
);

create index audit_actor on access.audit (actor, id);
create index audit_act on access.audit (act, id);
create index audit_subject on access.audit (subject, id);
create index audit_at on access.audit using brin (at);

create function access.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'access.audit takes new rows only: % is refused', tg_op using errcode = 'insufficient_privilege';
end
$$;

-- For each statement rather than each row, so that even a change that touches no row is heard of.
create trigger audit_is_append_only before update or delete or truncate on access.audit
    for each statement execute function access.refuse_change();
