-- The settings of a scope; of two rows of one key (two devices made it) the one changed last holds.
select
    "key",
    value,
    max(updated_at)
from setting
where workspace_id = ?1 and scope = ?2 and deleted_at is null
group by "key"
order by "key"
