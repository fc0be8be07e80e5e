select
    workspace_id,
    sha256
from blob_upload
where touched_at < $1
order by touched_at
limit $2
