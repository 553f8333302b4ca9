-- Places that messages go to: channels with a purpose, and direct messages.
create table targets (
    id text not null primary key,
    platform text not null,
    purpose text not null,
    address text not null,
    person text references people (id),
    active boolean not null,
    held_until timestamptz,
    created_at timestamptz not null,
    unique (platform, purpose, address)
);
create index targets_by_person on targets (person);

-- What goes out: a row each, so that it arrives once, in order, and can be changed afterwards.
-- The key is unique: a cause can enqueue its message only once. A row with a lease is being sent.
create table deliveries (
    id text not null primary key,
    target text not null references targets (id),
    seq bigint,
    cause text not null,
    subject text not null,
    dedupe_key text not null unique,
    state text not null,
    message_channel text,
    message_id text,
    attempts bigint not null,
    first_attempt_at timestamptz,
    last_attempt_at timestamptz,
    previous_attempt_at timestamptz,
    uncertain boolean not null,
    next_at timestamptz not null,
    not_after timestamptz,
    version bigint not null,
    shown_version bigint not null,
    reason text,
    told boolean not null,
    lease_owner text,
    lease_until timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (target, seq)
);
-- The courier looks only at what is unfinished, which is little beside what was sent.
create index deliveries_pending on deliveries (target, seq) where state = 'pending';
create index deliveries_edits on deliveries (next_at) where state = 'sent' and shown_version < version;
create index deliveries_failed on deliveries (target) where state = 'failed' and not told;
create index deliveries_leased on deliveries (lease_owner) where lease_owner is not null;
create index deliveries_by_subject on deliveries (subject, cause);
