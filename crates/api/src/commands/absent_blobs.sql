-- The rows of a photograph that do not say that the service has its bytes.
select to_jsonb(blob.*) as doc
from blob
where workspace_id = $1 and sha256 = $2 and cloud_state <> 'present'
