-- Erasing somebody reaches what was posted: a message that is to go is deleted on its platform by the courier,
-- and its row with it.
alter table deliveries add column retract boolean not null default false;

-- An account that nobody has used for long is forgotten.
alter table people add column seen_at timestamptz;
-- What was chosen after an erasure outlives a second run of it.
alter table people add column language_at timestamptz;

-- Figures by month outlive the rows that they were counted from. No person stands in them, and no text of one: a part
-- is one of a few fixed kinds.
create table months (
    month text not null,
    name text not null,
    part text not null,
    value bigint not null,
    primary key (month, name, part)
);
