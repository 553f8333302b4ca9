-- Questions that were handed to the team. The draft is unique: sent twice, it is one question.
create table inquiries (
    id text not null primary key,
    number bigint unique,
    draft text not null unique,
    person text not null references people (id),
    name text not null,
    lang text not null,
    question text not null,
    state text not null,
    taken_by text references people (id),
    waiting_since timestamptz,
    reminded boolean not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index inquiries_by_person on inquiries (person, number);
create index inquiries_by_state on inquiries (state, number);
create index inquiries_waiting on inquiries (waiting_since) where waiting_since is not null;

-- What was written back and forth about each.
create table inquiry_lines (
    id text not null primary key,
    draft text not null unique,
    inquiry text not null references inquiries (id),
    line bigint not null,
    at timestamptz not null,
    by_person text references people (id),
    side text not null,
    name text,
    text text not null
);
create index inquiry_lines_by_inquiry on inquiry_lines (inquiry, line);
create index inquiry_lines_by_person on inquiry_lines (by_person);
