-- The attempts on an address, locked: those that come at the same time are counted one after the other.
insert into login_attempt (
    email_hash,
    failed,
    failed_at,
    locked_until
)
values ($1, 0, $2, 0)
on conflict (email_hash) do update
set failed = login_attempt.failed
returning
    failed,
    failed_at,
    locked_until
