-- Files that belong to an appeal or to a form being filled in; their content lies outside the database, by its hash.
create table intake.attachments (
    id           uuid primary key,
    appeal_id    uuid references intake.appeals,
    draft_id     uuid,
    -- File names may name people.
    name_sealed  text not null,
    name_masked  text not null,
    media_type   text not null,
    size_bytes   bigint not null check (size_bytes > 0),
    sha256       text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    scan         text not null check (scan in ('notScanned', 'clean', 'infected')),
    uploaded_by  uuid,
    channel      text not null,
    uploaded_at  timestamptz not null default now(),
    check (appeal_id is not null or draft_id is not null)
);
create index attachments_appeal on intake.attachments (appeal_id) where appeal_id is not null;
create index attachments_draft on intake.attachments (draft_id) where appeal_id is null;
create index attachments_content on intake.attachments (sha256);
