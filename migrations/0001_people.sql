-- Everything belongs to somebody: who talks to the bot, on which platform, in which language.
create table people (
    id text not null primary key,
    platform text not null,
    platform_id text not null,
    language text,
    created_at timestamptz not null,
    unique (platform, platform_id)
);

-- Numbers that people can say aloud, and the order of what goes out, are given out here: a row each,
-- so that giving one out is one statement.
create table counters (
    name text not null primary key,
    value bigint not null
);
