-- An invitation.
insert into invitation (
    id,
    workspace_id,
    email,
    role,
    code_hash,
    created_by,
    created_at,
    expires_at
)
values ($1, $2, $3, $4, $5, $6, $7, $8)
