-- Citizens' numbers are sealed: "caller" holds what only the keys outside the database open, "caller_print" finds the same
-- number again, "caller_shown" is what everybody may see. A host seals the rows of before when it starts.
alter table calls.calls
    add column caller_print text not null default '',    -- Empty: withheld, a short code, or not sealed yet.
    add column caller_shown text not null default '';
alter table calls.callbacks
    add column caller_print text not null default '',
    add column caller_shown text not null default '';

drop index calls.calls_caller;
create index calls_caller on calls.calls (caller_print, arrived_at) where caller_print <> '';
drop index calls.callbacks_open;
create unique index callbacks_open on calls.callbacks (caller_print) where settled_at is null and caller_print <> '';

-- What is still to be sealed: normally nothing, and then these have no entry.
create index calls_clear on calls.calls (id) where caller_print = '' and length(caller) > 5 and caller not like 's1.%';
create index callbacks_clear on calls.callbacks (id) where caller_print = '' and length(caller) > 5 and caller not like 's1.%';
