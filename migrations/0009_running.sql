-- How each target fares: when a message last arrived there, and since when and why it refuses them. A channel that
-- works again and fails anew is told to staff anew, and a staff channel that fails is said where that can be read.
alter table targets add column reached_at timestamptz;
alter table targets add column refused_since timestamptz;
alter table targets add column refused_reason text;
create index targets_refusing on targets (refused_since) where refused_since is not null;
