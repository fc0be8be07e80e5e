-- One more attempt.
update login_attempt
set
    failed = $2,
    failed_at = $3,
    locked_until = $4
where email_hash = $1
