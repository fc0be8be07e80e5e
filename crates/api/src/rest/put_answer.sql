insert into rest_answer (
    workspace_id,
    user_id,
    key_hash,
    request_hash,
    status,
    location,
    etag,
    body,
    answered_at
)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (workspace_id, user_id, key_hash) do nothing
