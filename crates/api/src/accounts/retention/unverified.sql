-- Accounts whose address was never confirmed.
delete from account
where verified_at is null and updated_at < $1
