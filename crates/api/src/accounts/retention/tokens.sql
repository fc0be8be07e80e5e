-- Tokens that were ended or ran out long ago.
delete from access_token
where coalesce(revoked_at, expires_at) < $1
