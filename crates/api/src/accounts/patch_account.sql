-- Changes what was given.
update account
set
    display_name = coalesce($2, display_name),
    locale = coalesce($3, locale),
    updated_at = $4
where id = $1
returning
    id,
    email,
    display_name,
    locale,
    totp_secret is not null as has_totp
