-- The address is confirmed.
update account
set
    verified_at = $2,
    updated_at = $2
where id = $1
