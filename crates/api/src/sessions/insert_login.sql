-- One more in the history of logins.
insert into login_event (
    account_id,
    at,
    outcome,
    device,
    network
)
values ($1, $2, $3, $4, $5)
