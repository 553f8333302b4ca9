-- What staff set in the chat: every version stays, the newest of a setting counts. Without a value it is what it is by itself.
create table settings (
    id text not null primary key,
    setting text not null,
    version bigint not null,
    value text,
    by_person text references people (id),
    at timestamptz not null,
    unique (setting, version)
);
create index settings_by_person on settings (by_person);
create index settings_at on settings (at);
