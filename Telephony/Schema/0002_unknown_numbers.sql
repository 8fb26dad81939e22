-- Numbers that were dialled although no line has them, counted by day. Mobile numbers are stored masked.
create table telephony.unknown_numbers (
    day      date        not null,
    area     text        not null,
    number   text        not null,            -- empty: what the trunk sent was no number
    calls    bigint      not null,
    first_at timestamptz not null,
    last_at  timestamptz not null,
    primary key (day, area, number)
);
