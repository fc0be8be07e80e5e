-- The authenticator is asked for from now on; the code that confirmed it is used up.
update account
set
    totp_secret = totp_pending,
    totp_pending = null,
    totp_step = $2
where id = $1
