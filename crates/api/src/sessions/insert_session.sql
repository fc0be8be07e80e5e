-- A login.
insert into session (
    id,
    account_id,
    device_id,
    started_at
)
values ($1, $2, $3, $4)
