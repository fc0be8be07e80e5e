-- Refresh tokens that were replaced or ran out long ago.
delete from refresh_token
where coalesce(replaced_at, expires_at) < $1
