-- What is known of a caller across calls: marks, not a biography.
create table intake.callers (
    id                uuid primary key,
    number_print      text not null unique,
    number_sealed     text not null,
    -- 特殊关爱: deaf, blind, elderly, disabled, illness, crisis …
    special_care      text[] not null default '{}',
    preferred_contact text check (preferred_contact in ('phone', 'sms', 'mail', 'none')),
    language          text,
    -- 恶意来电: marked by a leader, with why. It bars nobody from an urgent matter.
    malicious_since   timestamptz,
    malicious_reason  text,
    version           int not null default 1,
    changed_at        timestamptz not null default now()
);

-- Evidence of disturbance (证据包) as it stood when it was made: call ids, times, recordings; never changed.
create table intake.evidence_packs (
    id        uuid primary key,
    caller_id uuid not null references intake.callers,
    made_by   uuid not null,
    made_at   timestamptz not null default now(),
    reason    text not null,
    calls     jsonb not null,
    appeals   jsonb not null,
    call_count int not null
);
create index evidence_packs_caller on intake.evidence_packs (caller_id, made_at desc);
create trigger evidence_append_only before update or delete on intake.evidence_packs
    for each row execute function intake.refuse_change();
