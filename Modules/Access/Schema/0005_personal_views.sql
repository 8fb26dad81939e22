-- Who had which personal datum shown, when and why: one row for each view, written before the value is.
create table access.personal_views (
    id      bigint generated always as identity primary key,
    at      timestamptz not null default now(),
    account uuid        not null,
    subject text        not null,
    field   text        not null,
    reason  text        not null
);

create index personal_views_account on access.personal_views (account, id);
create index personal_views_subject on access.personal_views (subject, id);
create index personal_views_at on access.personal_views using brin (at);

create or replace function access.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'access.% takes new rows only: % is refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end
$$;

create trigger personal_views_are_append_only before update or delete or truncate on access.personal_views
    for each statement execute function access.refuse_change();

-- Which keys have sealed something here, by a mark that says nothing of the key. A host whose file lacks one of them, or has
-- another one of the same name, does not start: it would find nothing again, or lose what it seals.
create table access.personal_keys (
    id         text primary key,                     -- 'fingerprint' for the key of the keyed hashes.
    mark       text        not null,
    first_seen timestamptz not null default now(),
    retired_at timestamptz
);
