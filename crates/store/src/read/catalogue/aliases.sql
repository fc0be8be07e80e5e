-- The names merchants have on statements.
select
    merchant_id,
    pattern,
    "match"
from merchant_alias
where workspace_id = ?1 and deleted_at is null
order by pattern, local_id
