-- No recovery codes.
delete from recovery_code
where account_id = $1
