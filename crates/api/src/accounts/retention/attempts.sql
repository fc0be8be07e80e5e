-- Attempts that count no more.
delete from login_attempt
where failed_at < $1 and locked_until < $1
