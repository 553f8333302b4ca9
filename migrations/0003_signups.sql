-- Sign-ups for counseling. The draft is unique: sent twice, also through two processes, it is one
-- sign-up. The number is given out after the row is there, because a counter is touched last.
create table signups (
    id text not null primary key,
    number bigint unique,
    digits text,
    draft text not null unique,
    person text not null references people (id),
    name text not null,
    department text not null,
    question text not null,
    email text,
    stage text not null,
    data_kind text not null,
    lang text not null,
    state text not null,
    decided_by text references people (id),
    reason text,
    unreachable boolean not null,
    lines bigint not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index signups_by_person on signups (person, number);
create index signups_by_state on signups (state, number);

-- What happened to each, one line after the other.
create table signup_history (
    signup text not null references signups (id),
    line bigint not null,
    at timestamptz not null,
    by_person text references people (id),
    transition text not null,
    primary key (signup, line)
);
create index signup_history_by_person on signup_history (by_person);
