-- What staff wrote over the answers of the files: every version stays, the newest of a topic and language counts. The base
-- is a digest of the file's text under it, so that a release which changes that is noticed.
create table answers (
    id text not null primary key,
    topic text not null,
    lang text not null,
    version bigint not null,
    action text not null,
    text text,
    base text,
    by_person text references people (id),
    at timestamptz not null,
    unique (topic, lang, version)
);
create index answers_by_person on answers (by_person);
