-- Since when nothing is sealed with a key any more: it may be retired.
alter table access.personal_keys add column unused_since timestamptz;
