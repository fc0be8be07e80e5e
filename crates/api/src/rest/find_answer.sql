select
    request_hash,
    status,
    location,
    etag,
    body
from rest_answer
where workspace_id = $1 and user_id = $2 and key_hash = $3
