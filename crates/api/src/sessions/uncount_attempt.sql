-- One attempt less.
update login_attempt
set
    failed = greatest(failed - 1, 0),
    locked_until = 0
where email_hash = $1
