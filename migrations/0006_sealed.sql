-- An address may be sealed, each time differently; equal ones are found by what stands for it here: a keyed hash,
-- or without a key the address itself in small letters.
alter table signups add column email_digest text;
update signups set email_digest = lower(email) where email is not null;
create index signups_by_email on signups (email_digest);
