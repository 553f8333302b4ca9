-- The thread in which a question to the team is answered, where its asker wants that; without one it is a direct message.
alter table inquiries add column thread text references targets (id);
create index inquiries_by_thread on inquiries (thread) where thread is not null;
