-- A code in the place of an earlier one, unless enough mails were sent in the window.
insert into account_code (
    account_id,
    purpose,
    code_hash,
    tries,
    sent,
    window_at,
    expires_at
)
values ($1, $2, $3, 0, 1, $4, $5)
on conflict (account_id, purpose) do update
set
    code_hash = excluded.code_hash,
    tries = 0,
    sent = case when account_code.window_at <= $6 then 1 else account_code.sent + 1 end,
    window_at = case when account_code.window_at <= $6 then excluded.window_at else account_code.window_at end,
    expires_at = excluded.expires_at
where account_code.window_at <= $6 or account_code.sent < $7
