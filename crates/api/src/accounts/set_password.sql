-- A new password.
update account
set
    password_hash = $2,
    password_at = $3,
    updated_at = $3
where id = $1
