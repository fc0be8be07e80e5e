-- A secret that waits to be confirmed; not while an authenticator is in use.
update account
set totp_pending = $2
where id = $1 and totp_secret is null
returning email
