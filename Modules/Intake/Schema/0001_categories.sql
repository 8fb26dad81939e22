-- Categories (诉求分类), two levels; nothing is overwritten: a change ends a row and begins another.
create table intake.categories (
    code       text not null check (code ~ '^\d{2}(\d{2})?$'),
    version    int  not null,
    name       text not null,
    -- Null for a first-level category.
    parent     text check ((parent is null) = (length(code) = 2) and (parent is null or parent = left(code, 2))),
    pinyin     text not null,
    initials   text not null,
    -- What citizens say when they mean it.
    words      text[] not null default '{}',
    valid_from timestamptz not null default now(),
    -- Null while it is valid; a category whose last row has ended is retired.
    valid_to   timestamptz check (valid_to >= valid_from),
    -- Null for what came with the installation.
    changed_by uuid,
    why        text,
    primary key (code, version)
);
create unique index categories_valid on intake.categories (code) where valid_to is null;

-- What calls to an old number are mostly about.
create table intake.line_categories (
    line     text primary key,
    category text not null
);

-- Places as a tree: city, county-level units, townships and streets.
create table intake.areas (
    code       text primary key check (code ~ '^\d{4,12}$'),
    parent     text references intake.areas,
    name       text not null,
    kind       text not null check (kind in ('city', 'district', 'county', 'zone', 'township', 'street')),
    -- A official or near-official, B repeated by others, C own knowledge, unverified.
    confidence text not null check (confidence in ('A', 'B', 'C')),
    -- Not a division code of the state but one of this system's own.
    own_code   boolean not null,
    valid_to   date
);
create index areas_parent on intake.areas (parent);

-- Where a matter belongs that a hotline may not take (法定途径, 国办函〔2025〕66号 item 2).
create table intake.statutory_routes (
    key     text primary key check (key ~ '^[a-z][a-z-]{0,39}$'),
    name    text not null,
    matters text not null,
    -- What the citizen is told.
    text    text not null,
    place   int  not null,
    active  boolean not null default true,
    version int  not null default 1
);
