-- No authenticator.
update account
set
    totp_secret = null,
    totp_pending = null
where id = $1
