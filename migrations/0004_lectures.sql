-- The videos that are known, so that each is announced once. The phase before the last change is kept,
-- so that one statement can both write a change and tell what it was.
create table lectures (
    video text not null primary key,
    title text not null,
    description text not null,
    url text not null,
    thumbnail text,
    phase text not null,
    previous_phase text,
    published_at timestamptz not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index lectures_by_phase on lectures (phase, published_at);

-- What is read regularly, and how that goes.
create table feeds (
    name text not null primary key,
    etag text,
    last_modified text,
    baseline_at timestamptz,
    looked_at timestamptz,
    good_at timestamptz,
    failures bigint not null,
    failing_since timestamptz,
    next_at timestamptz,
    problem text
);
