-- No attempts.
delete from login_attempt
where email_hash = $1
