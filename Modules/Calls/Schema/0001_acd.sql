-- Queues (队列): where calls wait, and for whom.
create table calls.queues (
    key                    text primary key check (key ~ '^[a-z][a-z0-9-]{0,39}$'),
    name                   text not null,
    -- Only agents of this team serve it: '12345' is the hotline itself, any other a department's own seats.
    team                   text not null default '12345',
    priority               int  not null default 0 check (priority between -100 and 100),
    overflow_queue         text references calls.queues,
    overflow_after_seconds int check (overflow_after_seconds > 0),
    max_length             int check (max_length > 0),
    offer_seconds          int  not null default 15 check (offer_seconds between 1 and 120),
    -- GB/T 33358-2016: a call is answered within 15 seconds.
    service_level_seconds  int  not null default 15 check (service_level_seconds > 0),
    wrap_up_mode           text not null default 'optional'
        check (wrap_up_mode in ('none', 'optional', 'mandatory', 'timed', 'fixed')),
    wrap_up_seconds        int  not null default 60 check (wrap_up_seconds between 1 and 3600),
    sticky                 boolean not null default true,
    announce_every_seconds int  not null default 45 check (announce_every_seconds >= 0),
    version                int  not null default 1
);

create table calls.queue_skills (
    queue text not null references calls.queues on delete cascade,
    skill text not null,
    level int  not null default 1 check (level between 1 and 10),
    primary key (queue, skill)
);

-- Service hours by ISO weekday; a queue without rows is open 7×24.
create table calls.queue_hours (
    queue   text not null references calls.queues on delete cascade,
    weekday int  not null check (weekday between 1 and 7),
    opens   time not null,
    closes  time not null check (closes > opens),
    primary key (queue, weekday, opens)
);

create table calls.agents (
    -- The account's own identifier: an agent is an account that answers calls.
    id                 uuid primary key,
    code               text not null unique,
    name               text not null,
    team               text not null default '12345',
    state              text not null default 'loggedOut'
        check (state in ('loggedOut', 'notReady', 'ready', 'reserved', 'talking', 'held', 'wrapUp')),
    reason             text,
    state_since        timestamptz not null default now(),
    -- Idle since: the longest idle is offered first; a rescinded offer gives it back unchanged.
    ready_since        timestamptz,
    pending_state      text check (pending_state in ('ready', 'notReady', 'loggedOut')),
    pending_reason     text,
    phone              text not null default '',
    phone_mode         text not null default 'rings' check (phone_mode in ('rings', 'autoAnswer')),
    -- A seat without a console (a department's plain telephone) has no presence to lose.
    console_required   boolean not null default true,
    presence           text not null default 'offline' check (presence in ('online', 'grace', 'offline')),
    -- While online the end of the lease, while in grace the end of the grace; by the database's clock.
    presence_until     timestamptz,
    session            bigint not null default 0,
    misses             int not null default 0,
    call_id            uuid,
    queue              text,
    wrap_up_mode       text,
    wrap_up_until      timestamptz,
    wrap_up_extensions int not null default 0,
    wrap_up_code       text,
    forced_by          text,
    forced_why         text,
    forced_at          timestamptz,
    notice             text,
    version            bigint not null default 1,
    -- Only who is ready has an idle time, so that the index below is the list of who can be offered a call.
    check ((state = 'ready') = (ready_since is not null) or state = 'reserved'),
    check (state <> 'wrapUp' or wrap_up_mode is not null)
);

-- Agents change with every call; room on the page and eager cleaning keep the list of the ready short to read.
alter table calls.agents set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200);

create index agents_ready on calls.agents (ready_since) where state = 'ready';
create index agents_wrap_up on calls.agents (wrap_up_until) where state = 'wrapUp';
create index agents_presence on calls.agents (presence_until) where presence <> 'offline';

create table calls.agent_skills (
    agent_id uuid not null references calls.agents on delete cascade,
    skill    text not null,
    level    int  not null check (level between 1 and 10),
    primary key (agent_id, skill)
);

-- Who may serve what, kept by whoever changes skills, teams or queues, so that a decision needs no skill arithmetic.
create table calls.eligibility (
    queue    text not null references calls.queues on delete cascade,
    agent_id uuid not null references calls.agents on delete cascade,
    primary key (queue, agent_id)
);
create index eligibility_agent on calls.eligibility (agent_id);

-- One row per change of an agent: what, when, who, why (I8). Reports and the "why" of a past call are folds over it.
create table calls.agent_history (
    id       bigint generated always as identity primary key,
    agent_id uuid not null,
    at       timestamptz not null,
    state    text not null,
    reason   text,
    presence text not null,
    actor    text not null,
    cause    text not null,
    version  bigint not null
);
create index agent_history_agent on calls.agent_history (agent_id, at);

create table calls.calls (
    id            uuid primary key,
    source        text not null,
    call          text not null,
    direction     text not null check (direction in ('inbound', 'callback')),
    line          text,
    line_name     text not null,
    -- The number as the trunk sent it (DNIS); never changed.
    dialled       text not null,
    caller        text not null,
    route         text not null,
    step          int  not null default 0,
    state         text not null
        check (state in ('notice', 'forwarding', 'forwarded', 'queued', 'offered', 'connected', 'held', 'ended')),
    queue         text,
    priority      int  not null default 0,
    -- The caller's place: kept through requeue, restart and transfer.
    arrived_at    timestamptz not null,
    queued_at     timestamptz,
    step_deadline timestamptz,
    answered_at   timestamptz,
    ended_at      timestamptz,
    ended_by      text,
    end_reason    text,
    outcome       text check (outcome in ('answered', 'abandoned', 'forwarded', 'overflowed', 'notice', 'failed')),
    citizen_leg   text not null,
    agent_id      uuid,
    sticky_agent  uuid,
    callback_id   uuid,
    offers        int  not null default 0,
    gap           boolean not null default false,
    -- How many PBX snapshots in a row did not know it.
    missing       int  not null default 0,
    version       bigint not null default 1,
    check ((state = 'ended') = (ended_at is not null)),
    check (state <> 'ended' or outcome is not null),
    check (state not in ('queued', 'offered') or queue is not null)
);
create index calls_waiting on calls.calls (queue, priority desc, arrived_at, id) where state = 'queued';
create index calls_live on calls.calls (source, id) where state <> 'ended';
create index calls_due on calls.calls (step_deadline) where state <> 'ended' and step_deadline is not null;
create index calls_arrived on calls.calls (arrived_at);
create index calls_agent on calls.calls (agent_id, arrived_at) where agent_id is not null;
create index calls_caller on calls.calls (caller, arrived_at);

create table calls.legs (
    call_id        uuid not null references calls.calls,
    leg            text not null,
    role           text not null check (role in ('citizen', 'agent', 'trunk')),
    agent_id       uuid,
    reservation_id uuid,
    address        text not null,
    state          text not null check (state in ('ringing', 'answering', 'answered', 'ended')),
    started_at     timestamptz not null,
    answered_at    timestamptz,
    ended_at       timestamptz,
    end_reason     text,
    cause          int,
    missing        int not null default 0,
    primary key (call_id, leg)
);
create index legs_live on calls.legs (call_id) where state <> 'ended';

-- One offer of one call to one agent. Single assignment is these two indexes, not a hope.
create table calls.reservations (
    id           uuid primary key,
    call_id      uuid not null references calls.calls,
    agent_id     uuid not null references calls.agents,
    queue        text not null,
    -- The fencing token: whoever acts on an older version is refused.
    version      int  not null default 1,
    state        text not null
        check (state in ('offered', 'accepted', 'connected', 'completed', 'rejected', 'timeout', 'rescinded', 'failed')),
    leg          text not null,
    offered_at   timestamptz not null,
    deadline     timestamptz,
    connected_at timestamptz,
    ended_at     timestamptz,
    chosen_by    text not null check (chosen_by in ('longest-idle', 'sticky')),
    idle_since   timestamptz not null,
    host         text not null,
    check ((state in ('offered', 'accepted', 'connected')) = (ended_at is null)),
    -- An open offer always has a deadline, so that none can leak.
    check (state not in ('offered', 'accepted') or deadline is not null)
);
create unique index reservations_open_call on calls.reservations (call_id) where ended_at is null;
create unique index reservations_open_agent on calls.reservations (agent_id) where ended_at is null;
create index reservations_due on calls.reservations (deadline) where state in ('offered', 'accepted');
create index reservations_call on calls.reservations (call_id, ended_at);

-- What telephone systems said, as said. A repeat is recognised by its key.
create table calls.signals (
    source      text not null,
    id          text not null,
    call_id     uuid not null,
    type        text not null,
    payload     text not null,
    at          timestamptz not null,
    received_at timestamptz not null default clock_timestamp(),
    anomaly     text,
    primary key (source, id)
);
create index signals_call on calls.signals (call_id, received_at);

-- What telephone systems were told.
create table calls.commands (
    id         uuid primary key,
    place      bigint generated always as identity,
    source     text not null,
    call_id    uuid not null,
    leg        text,
    type       text not null,
    payload    text not null,
    state      text not null default 'written' check (state in ('written', 'sent', 'confirmed', 'failed', 'unknown')),
    written_at timestamptz not null default clock_timestamp(),
    sent_at    timestamptz,
    settled_at timestamptz,
    result     text
);
create index commands_unsent on calls.commands (source, place) where state = 'written';
create index commands_call on calls.commands (call_id, place);

-- One row per change of a call: what, when, who, why (I8).
create table calls.call_history (
    id      bigint generated always as identity primary key,
    call_id uuid not null,
    at      timestamptz not null,
    kind    text not null,
    state   text not null,
    queue   text,
    agent_id uuid,
    leg     text,
    actor   text not null,
    cause   text not null,
    detail  text
);
create index call_history_call on calls.call_history (call_id, id);

create table calls.sources (
    source  text primary key,
    kind    text not null default '',
    state   text not null check (state in ('up', 'suspect')),
    since   timestamptz not null default now(),
    version bigint not null default 1
);

-- What the safety sweep had to rescue; it should stay empty.
create table calls.rescues (
    id             bigint generated always as identity primary key,
    at             timestamptz not null default now(),
    call_id        uuid not null,
    agent_id       uuid,
    waited_seconds double precision not null,
    what           text not null
);

-- When a waiting caller was last told the position; apart from the call's row, which matching locks.
create table calls.announcements (
    call_id uuid primary key,
    at      timestamptz not null
);
