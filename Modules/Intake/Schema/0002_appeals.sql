-- The last six digits of an appeal's number. A number that a failed registration took is not used again; the sequence may go
-- round because the day stands before it.
create sequence intake.appeal_numbers minvalue 0 maxvalue 999999 start 1 cycle;

-- Columns that end in _sealed hold what only IPersonalData can read; those that end in _print find equal values again.
create table intake.appeals (
    id                      uuid primary key,
    number                  text not null,
    query_code_sealed       text not null,
    -- received: in the channels' inbox, not yet taken up; accepted: being handled; closed: nothing more happens here.
    state                   text not null check (state in ('received', 'accepted', 'closed')),
    -- How it was dealt with at intake (办理类型); null while it is only received.
    handling                text check (handling in
        ('dispatch', 'directAnswer', 'outOfScope', 'invalid', 'transferred', 'withdrawn')),
    stage                   text check (stage in ('accepted', 'dispatched', 'handling', 'answered', 'callingBack',
        'reworking', 'closed', 'withdrawn', 'outOfScope')),
    type                    text not null,
    urgency                 text not null check (urgency in ('normal', 'important', 'urgent')),

    -- 受理渠道 sourceType, and the number and deadline of the platform it came from.
    channel                 text not null,
    external_system         text,
    external_number         text,
    upstream_deadline       timestamptz,
    -- One registration for one form, however often it is sent.
    draft_id                uuid unique,

    call_id                 uuid,
    line                    text,
    dialled                 text,
    recording_id            text,

    -- 问题分类编码 with the version that was valid when it was chosen.
    category                text,
    category_version        int,
    -- 事发地 and its coordinates; place is free text without what identifies people.
    area                    text references intake.areas,
    place                   text,
    longitude               double precision check (longitude between -180 and 180),
    latitude                double precision check (latitude between -90 and 90),
    title                   text not null,
    brief                   text not null,
    narrative_sealed        text not null,

    -- 来电号码 and 联系方式 are two things.
    caller_number_sealed    text,
    caller_number_print     text,
    contact_number_sealed   text,
    contact_number_print    text,
    caller_name_sealed      text,
    identity_number_sealed  text,
    identity_number_print   text,
    address_sealed          text,
    company_name_sealed     text,
    -- 来电人标签, preferred contact, and the language or dialect spoken.
    caller_tags             text[] not null default '{}',
    preferred_contact       text not null default 'phone' check (preferred_contact in ('phone', 'sms', 'mail', 'none')),
    language                text,
    -- 是否保密 isSecret.
    secret                  boolean not null default false,
    anonymous               boolean not null default false,
    -- 是否需要回复 and 是否公开.
    reply_wanted            boolean not null default true,
    publishable             boolean not null default false,
    -- 是否老户 isOldCaller, 旧工单编号 and how often it was urged (催办).
    old_caller              boolean not null default false,
    earlier_number          text,
    urge_count              int not null default 0,

    -- 占有人 and 占有状态: whose hands it is in while it is received; public means anybody may take it.
    occupant                uuid,
    occupancy               text not null default 'public' check (occupancy in ('public', 'private')),

    answer                  text,
    knowledge_id            text,
    knowledge_title         text,
    statutory_route         text references intake.statutory_routes,
    transferred_to          text,
    invalid_reason          text,
    withdrawal_proof        text check (withdrawal_proof in ('recording', 'query-code', 'callback')),
    withdrawal_reason       text,
    merged_into             uuid references intake.appeals,
    public_answer           text,

    registered_by           uuid,
    received_at             timestamptz not null,
    accepted_at             timestamptz,
    progressed_at           timestamptz,
    closed_at               timestamptz,
    version                 int not null default 1,
    constraint appeals_number unique (number),
    check ((state = 'received') = (handling is null)),
    check ((handling = 'outOfScope') = (statutory_route is not null)),
    check ((occupancy = 'private') = (occupant is not null))
);
create unique index appeals_external on intake.appeals (channel, external_number) where external_number is not null;
create index appeals_caller on intake.appeals (caller_number_print, received_at desc) where caller_number_print is not null;
create index appeals_contact on intake.appeals (contact_number_print, received_at desc) where contact_number_print is not null;
create index appeals_call on intake.appeals (call_id) where call_id is not null;
create index appeals_merged on intake.appeals (merged_into) where merged_into is not null;
create index appeals_received on intake.appeals (received_at, id) where state = 'received';
create index appeals_matter on intake.appeals (category, area, received_at desc);
create index appeals_area on intake.appeals (area, received_at desc);
create index appeals_newest on intake.appeals (received_at desc, id desc);
create index appeals_registered on intake.appeals (registered_by, received_at desc) where registered_by is not null;

-- Everything that happened to an appeal, for good; no personal data.
create table intake.journal (
    id        bigint generated always as identity primary key,
    appeal_id uuid not null,
    at        timestamptz not null default now(),
    -- Null for the system, for what a channel sent and for what a citizen did.
    actor     uuid,
    act       text not null,
    reason    text,
    details   jsonb
);
create index journal_appeal on intake.journal (appeal_id, id);

create function intake.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'Rows of % are never changed or removed.', tg_table_name;
end $$;
create trigger journal_append_only before update or delete on intake.journal
    for each row execute function intake.refuse_change();

-- The stages an appeal went through, as its citizen may know them.
create table intake.progress (
    appeal_id     uuid not null references intake.appeals,
    stage         text not null,
    at            timestamptz not null,
    public_answer text,
    primary key (appeal_id, stage, at)
);

-- Appeals of the same matter that stay apart (关联).
create table intake.links (
    appeal_id uuid not null references intake.appeals,
    other_id  uuid not null references intake.appeals,
    by        uuid not null,
    at        timestamptz not null default now(),
    primary key (appeal_id, other_id),
    check (appeal_id <> other_id)
);

-- Forms that are being filled in: sealed as a whole, so that secrecy holds from the first keystroke.
create table intake.drafts (
    id          uuid primary key,
    owner       uuid not null,
    call_id     uuid,
    secret      boolean not null,
    body_sealed text not null,
    version     int not null default 1,
    saved_at    timestamptz not null default now()
);
create index drafts_owner on intake.drafts (owner, saved_at desc);
create unique index drafts_call on intake.drafts (owner, call_id) where call_id is not null;
