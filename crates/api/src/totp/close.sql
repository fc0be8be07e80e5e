-- A secret closed, if it is still the one that was read.
update account
set
    totp_secret = case when totp_secret = $2 then $3 else totp_secret end,
    totp_pending = case when totp_pending = $2 then $3 else totp_pending end
where id = $1
