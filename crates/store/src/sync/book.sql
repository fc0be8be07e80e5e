-- Where this copy of a workspace stands.
select
    cursor,
    epoch,
    refetch
from sync_book
where workspace_id = ?1
