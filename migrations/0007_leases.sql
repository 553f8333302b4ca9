-- Who does what only one process may do at a time. Each renewal counts `turn` on: another takes over when it has not
-- changed for a while, by its own clock alone. Who waits says so in `wanted`, with the turn that it has seen.
create table leases (
    name text not null primary key,
    owner text,
    turn bigint not null,
    wanted bigint not null,
    since timestamptz not null,
    renewed_at timestamptz not null
);

-- Messages that were answered, or are about to be: no hand-over answers one twice or forgets it, and the answers
-- to a person can be found again.
create table heard (
    platform text not null,
    channel text not null,
    message text not null,
    person text not null references people (id),
    at timestamptz not null,
    answered_at timestamptz,
    answer_channel text,
    answer_message text,
    primary key (platform, channel, message)
);
create index heard_by_person on heard (person);
create index heard_by_age on heard (at);
create index heard_unanswered on heard (platform, at) where answered_at is null;
