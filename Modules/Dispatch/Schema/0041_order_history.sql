-- Every change of a work order: who, for which unit, when, what, why. Rows can be added, never changed.
create table dispatch.order_log (
    id         bigint      generated always as identity primary key,
    order_id   uuid        not null references dispatch.orders (id),
    version    int         not null,                     -- of the order, after the act
    at         timestamptz not null,
    act        text        not null,
    from_state text,                                     -- null: the order was made
    to_state   text        not null,
    actor      uuid,                                     -- null: the system
    actor_name text        not null,
    org_id     uuid,                                     -- null: the actor is no unit's clerk
    org_name   text,
    reason     text,                                     -- null where the act asks for none
    details    jsonb,                                    -- null where the act says it all
    key        text,                                     -- null: the act came without a key against doing it twice
    check ((actor is null) or (length(actor_name) > 0))
);

create unique index order_log_version on dispatch.order_log (order_id, version);
create unique index order_log_key on dispatch.order_log (order_id, key) where key is not null;

-- Yellow and red cards (黄牌、红牌): one of a colour for a clock. A red one is withdrawn where the deadline turns out not to have
-- passed, because the calendar was amended.
create table dispatch.cards (
    clock_id uuid        not null,
    colour   text        not null check (colour in ('yellow', 'red', 'red_withdrawn')),
    order_id uuid        not null references dispatch.orders (id),
    org_id   uuid,
    kind     text        not null,
    at       timestamptz not null,
    primary key (clock_id, colour)
);

create index cards_order on dispatch.cards (order_id);
create index cards_org on dispatch.cards (org_id, at);

-- Each attempt to call a citizen back, and what the citizen said.
create table dispatch.callback_attempts (
    id         uuid        primary key,
    order_id   uuid        not null references dispatch.orders (id),
    appeal_id  uuid        not null,
    round      int         not null,
    attempt    int         not null,
    at         timestamptz not null,
    by_id      uuid,
    by_name    text        not null,
    reached    boolean     not null,
    why_not    text        check (why_not in ('no_answer', 'busy', 'switched_off', 'wrong_number', 'refused')),
    contacted  boolean,
    solved     boolean,
    rating     text        check (rating in ('very_satisfied', 'satisfied', 'fairly_satisfied', 'dissatisfied', 'very_dissatisfied')),
    opinion    text,
    check (reached = (why_not is null)),
    check (reached = (solved is not null and rating is not null and contacted is not null)),
    unique (appeal_id, round, attempt)
);

create index callback_attempts_order on dispatch.callback_attempts (order_id);

create function dispatch.refuse_change_of_history() returns trigger language plpgsql as $$
begin
    raise exception 'dispatch.% takes new rows only: % is refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end
$$;

-- For each statement rather than each row, so that even a change that touches no row is heard of.
create trigger order_log_is_append_only before update or delete or truncate on dispatch.order_log
    for each statement execute function dispatch.refuse_change_of_history();
create trigger cards_are_append_only before update or delete or truncate on dispatch.cards
    for each statement execute function dispatch.refuse_change_of_history();
create trigger callback_attempts_are_append_only before update or delete or truncate on dispatch.callback_attempts
    for each statement execute function dispatch.refuse_change_of_history();
