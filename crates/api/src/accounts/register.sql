-- A new account, or what is there: one that was never verified takes the new password, a verified one stays as it is.
insert into account (
    id,
    email,
    email_fold,
    display_name,
    locale,
    password_hash,
    password_at,
    created_at,
    updated_at
)
values ($1, $2, $3, $4, $5, $6, $7, $7, $7)
on conflict (email_fold) do update
set
    email = case when account.verified_at is null then excluded.email else account.email end,
    display_name =
        case when account.verified_at is null then excluded.display_name else account.display_name end,
    locale = case when account.verified_at is null then excluded.locale else account.locale end,
    password_hash =
        case when account.verified_at is null then excluded.password_hash else account.password_hash end,
    password_at = case when account.verified_at is null then excluded.password_at else account.password_at end,
    updated_at = case when account.verified_at is null then excluded.updated_at else account.updated_at end
returning
    id,
    locale,
    verified_at is not null as is_verified
