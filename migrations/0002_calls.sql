-- A button carries a hundred characters; what does not fit waits here for the person it was made for.
create table parked (
    id text not null primary key,
    person text not null references people (id),
    args jsonb not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index parked_by_expiry on parked (expires_at);
create index parked_by_person on parked (person);

-- Who did what, for the one who has to answer for the data.
create table audit (
    id text not null primary key,
    at timestamptz not null,
    by_person text references people (id),
    command text not null,
    subject text,
    outcome text not null
);
create index audit_by_time on audit (at);
create index audit_by_person on audit (by_person);

-- What was asked, and whether there was an answer: so that staff know which answers are missing.
-- Nothing here says who asked. The confidence is counted in thousandths.
create table questions (
    id text not null primary key,
    at timestamptz not null,
    lang text not null,
    text text not null,
    topic text,
    confidence bigint not null,
    answered boolean not null
);
create index questions_by_time on questions (at);
