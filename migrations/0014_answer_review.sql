-- Where a second person of staff looks first: a version waits until it is published or discarded, or another replaces it;
-- only what is published counts.
alter table answers add column standing text not null default 'published';
alter table answers add column decided_by text references people (id);
create index answers_by_decider on answers (decided_by);
create index answers_waiting on answers (standing) where standing = 'waiting';
