-- Where each epoch of a workspace began: a device that missed several restores shares only what the oldest of them kept. A list of
-- {"epoch", "floor"}, oldest first; empty until the first restore.
alter table workspace_clock
add column floors jsonb not null default '[]';

update workspace_clock
set floors = jsonb_build_array(jsonb_build_object('epoch', epoch, 'floor', floor_seq))
where floor_seq > 0;
