-- What was asked and not answered before somebody wrote this version for it: once it is published, that is no gap any more.
-- It may be gone by then, so it is no reference.
alter table answers add column asked text;
