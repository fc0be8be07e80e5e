-- Codes that ran out.
delete from account_code
where expires_at < $1 and window_at < $1
