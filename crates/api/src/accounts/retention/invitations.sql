-- Invitations that were used, taken back or ran out long ago.
delete from invitation
where coalesce(accepted_at, revoked_at, expires_at) < $1
