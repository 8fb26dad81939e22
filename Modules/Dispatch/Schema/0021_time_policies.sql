-- Time limits (时限规则): each row is a version of a policy, and says for which orders it gives which limits. A null matches
-- everything. The version in force at a moment is the last that took effect by then.
create table dispatch.time_policies (
    seq             bigint generated always as identity primary key,
    id              uuid        not null,
    version         int         not null check (version > 0),
    effective_at    timestamptz not null,
    retired         boolean     not null default false,
    name            text        not null check (name <> ''),
    org_id          uuid,
    urgency         text        check (urgency in ('normal', 'important', 'urgent')),
    line            text,
    complex         boolean,
    appeal_type     text        check (appeal_type in
        ('consultation', 'help', 'complaint', 'report', 'suggestion', 'praise', 'other', 'invalid')),
    -- [{term, amount, unit, source}]; a count has no unit.
    limits          jsonb       not null check (jsonb_typeof(limits) = 'array'),
    why             text        not null,
    changed_by      uuid,
    changed_by_name text        not null,
    changed_at      timestamptz not null default now(),
    unique (id, version)
);

create trigger time_policies_are_kept before update or delete on dispatch.time_policies
    for each row execute function dispatch.refuse_rewriting();
