-- Whether an answer helped, as its asker says; unknown where nobody said anything. Still nothing says who asked. What staff
-- have looked at and need not see again is dismissed.
alter table questions add column helped boolean;
alter table questions add column dismissed boolean not null default false;
