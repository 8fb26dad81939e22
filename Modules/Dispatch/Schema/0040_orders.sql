-- Work orders (工单). One row each, changed by acts only; what happened is in order_log. No personal data are in here: the
-- citizen is an appeal's identifier, and free text is redacted before it is stored.
create table dispatch.orders (
    id                uuid        primary key,
    number            text        not null,              -- the number that the citizen knows
    appeal_id         uuid        not null,
    state             text        not null check (state in (
        'pending_review', 'dispatched', 'signed', 'in_progress', 'objection_review', 'negotiation', 'finish_review',
        'callback_pending', 'escalated', 'carried_over', 'closed', 'merged', 'withdrawn', 'transferred', 'out_of_scope',
        'archived')),
    type              text        not null check (type in (
        'consultation', 'help', 'complaint', 'report', 'suggestion', 'praise', 'other', 'invalid')),
    urgency           text        not null check (urgency in ('normal', 'important', 'urgent')),
    urgency_rank      smallint    not null generated always as (
        case urgency when 'urgent' then 0 when 'important' then 1 else 2 end) stored,
    channel           text        not null,
    category          text,                              -- null: none chosen yet
    area              text,                              -- null: unknown, or the whole city
    line              text,                              -- null: not by telephone, or the line is unknown
    title             text        not null,
    brief             text        not null,
    secret            boolean     not null,
    anonymous         boolean     not null,
    external_system   text,                              -- null: it came to us first
    external_number   text,
    upstream_deadline timestamptz,
    registered_by     uuid,                              -- null: it came in by itself
    accepted_at       timestamptz not null,
    lead_org          uuid,                              -- null: nobody has led it yet
    complex           boolean     not null default false,
    compulsory        boolean     not null default false,
    rule_id           uuid,                              -- null: no rule of the catalogue was followed
    rule_version      int,
    returns           int         not null default 0,
    reworks           int         not null default 0,
    send_backs        int         not null default 0,
    urges             int         not null default 0,
    hard              boolean     not null default false,
    alert             text        not null default 'none' check (alert in ('none', 'warned', 'overdue')),
    public_answer     text,
    internal_answer   text,
    replied_at        timestamptz,                       -- null: no answer yet
    settled_at        timestamptz,                       -- null: it goes on
    outcome           text,
    merged_into       uuid        references dispatch.orders (id) check (merged_into <> id),
    version           int         not null,
    changed_at        timestamptz not null,
    check ((state in ('closed', 'merged', 'withdrawn', 'transferred', 'out_of_scope', 'archived')) = (settled_at is not null)),
    check ((state = 'merged') <= (merged_into is not null))
);

create unique index orders_number on dispatch.orders (number);

-- Lists look at what goes on, which stays small however many orders have ever been; its pages follow the keys of these.
create index orders_open on dispatch.orders (state, urgency_rank, accepted_at, id) where settled_at is null;
create index orders_alert on dispatch.orders (alert, lead_org) where settled_at is null and alert <> 'none';
create index orders_hard on dispatch.orders (accepted_at, id) where settled_at is null and hard;
create index orders_to_archive on dispatch.orders (settled_at) where state in ('closed', 'merged', 'withdrawn', 'transferred', 'out_of_scope');

-- Searches go through everything, newest first.
create index orders_accepted on dispatch.orders (accepted_at desc, id desc);
create index orders_category on dispatch.orders (category text_pattern_ops, accepted_at desc);
create index orders_area on dispatch.orders (area text_pattern_ops, accepted_at desc);
create index orders_lead on dispatch.orders (lead_org, accepted_at desc);

-- Two characters at a time: Chinese has no spaces to split at, and most words have two characters.
create function dispatch.bigrams(written text) returns text[]
    language sql immutable strict parallel safe
    return (
        select coalesce(array_agg(distinct substr(plain, place, 2)), '{}')
        from (select regexp_replace(lower(written), '[[:space:][:punct:]]+', '', 'g') as plain) cleaned,
             generate_series(1, greatest(length(plain) - 1, 1)) as place);

create index orders_text on dispatch.orders using gin (dispatch.bigrams(title || ' ' || brief));

-- The citizens whom an order serves: its own appeal and those merged into it, each asked and rated apart.
create table dispatch.order_citizens (
    appeal_id       uuid        primary key,
    order_id        uuid        not null references dispatch.orders (id),
    number          text        not null,
    own             boolean     not null,
    to_be_asked     boolean     not null,
    state           text        not null check (state in ('waiting', 'due', 'answered', 'unreachable', 'not_needed', 'withdrawn')),
    round           int         not null default 0,
    attempts        int         not null default 0,
    due_since       timestamptz,                         -- null: never asked
    last_attempt_at timestamptz,
    contacted       boolean,                             -- null: the citizen has not said
    first_solved    boolean,
    first_rating    text check (first_rating in (
        'very_satisfied', 'satisfied', 'fairly_satisfied', 'dissatisfied', 'very_dissatisfied')),
    final_solved    boolean,
    final_rating    text check (final_rating in (
        'very_satisfied', 'satisfied', 'fairly_satisfied', 'dissatisfied', 'very_dissatisfied')),
    joined_at       timestamptz not null
);

create index order_citizens_order on dispatch.order_citizens (order_id);
create index order_citizens_due on dispatch.order_citizens (due_since, appeal_id) where state = 'due';

-- 首次满意度 stays what the citizen said first, whatever is done again.
create function dispatch.keep_first_rating() returns trigger language plpgsql as $$
begin
    raise exception 'The first rating of an appeal is never changed.';
end
$$;

create trigger first_rating_is_final before update on dispatch.order_citizens
    for each row when (
        (old.first_rating is not null and new.first_rating is distinct from old.first_rating)
        or (old.first_solved is not null and new.first_solved is distinct from old.first_solved))
    execute function dispatch.keep_first_rating();

-- The units' parts in an order: the lead's, those of assisting units, those that units gave to units below them.
create table dispatch.assignments (
    id           uuid        primary key,
    order_id     uuid        not null references dispatch.orders (id),
    org_id       uuid        not null,
    role         text        not null check (role in ('lead', 'assist', 'sub')),
    parent       uuid        references dispatch.assignments (id),
    state        text        not null check (state in ('sent', 'signed', 'working', 'returned', 'replied', 'released', 'finished')),
    urgency_rank smallint    not null,
    sent_at      timestamptz not null,
    signed_at    timestamptz,
    replied_at   timestamptz,
    answer       text,
    extensions   int         not null default 0,
    check ((role = 'sub') = (parent is not null))
);

create index assignments_order on dispatch.assignments (order_id);
create unique index assignments_one_lead on dispatch.assignments (order_id) where role = 'lead' and state <> 'released';
create unique index assignments_one_of_a_unit on dispatch.assignments (order_id, org_id) where state <> 'released';
create index assignments_open on dispatch.assignments (org_id, urgency_rank, sent_at, id) include (state)
    where state in ('sent', 'signed', 'working', 'returned');
create index assignments_org on dispatch.assignments (org_id, order_id);

-- What is asked on an order and waits for a decision or an answer: returns, extensions, negotiations, supervision, findings.
create table dispatch.matters (
    id              uuid        primary key,
    order_id        uuid        not null references dispatch.orders (id),
    kind            text        not null check (kind in (
        'return', 'part_return', 'extension', 'negotiation', 'supervision', 'unreasonable', 'score_appeal', 'carry_over')),
    state           text        not null check (state in ('open', 'granted', 'refused', 'answered', 'settled')),
    org_id          uuid,                                -- null: no unit's in particular
    assignment_id   uuid        references dispatch.assignments (id),
    asked_by        uuid,
    asked_by_name   text        not null,
    asked_at        timestamptz not null,
    reason          text        not null,
    legal_basis     text,
    word            text,                                -- a supervision's instrument, a return's kind, the state it was returned from
    amount          int         check (amount > 0),
    unit            text,
    units           uuid[]      not null default '{}',
    due_at          timestamptz,
    decided_by      uuid,
    decided_by_name text,
    decided_at      timestamptz,
    decision        text,
    told_at         timestamptz,
    told_how        text,
    check ((state = 'open') = (decided_at is null))
);

create index matters_order on dispatch.matters (order_id);
create index matters_open on dispatch.matters (kind, asked_at, id) where state = 'open';
create index matters_open_of_unit on dispatch.matters (org_id, kind, asked_at, id) where state = 'open';
