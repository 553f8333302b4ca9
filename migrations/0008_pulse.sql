-- When the bot was last alive, and how that ended: so that at its next start it knows how long it was away, or that an
-- older state of the database was put back. The last look at a feed is the best that is known of the time before.
create table pulse (
    name text not null primary key,
    alive_at timestamptz not null,
    state text not null
);
insert into pulse (name, alive_at, state)
    select 'bot', looks.latest, 'running' from (select max(looked_at) as latest from feeds) looks
    where looks.latest is not null;

-- Each time that it was away for long: from when, until when, and what it takes for granted no longer.
create table gaps (
    id text not null primary key,
    began_at timestamptz not null,
    ended_at timestamptz not null,
    state text not null
);
create index gaps_by_end on gaps (ended_at);

-- A message is known again by what it is, not by the row that sent it: a row that was made anew finds it. Where there is
-- none, the message was marked with the row's id. With the instant, what went out late can be told.
alter table deliveries add column marker text;
alter table deliveries add column sent_at timestamptz;
alter table deliveries add column found boolean not null default false;
