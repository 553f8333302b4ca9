-- Whether an answer helped, as its asker says; unknown where nobody said anything. Still nothing says who asked.
alter table questions add column helped boolean;
