-- The merchant a statement text means.
select a.merchant_id
from merchant_alias as a
join merchant as m on m.id = a.merchant_id and m.deleted_at is null
where
    a.workspace_id = ?1
    and a.deleted_at is null
    and (
        (a."match" = 'exact' and a.pattern = ?2)
        or (a."match" = 'prefix' and substr(?2, 1, length(a.pattern)) = a.pattern)
    )
order by a."match" = 'exact' desc, length(a.pattern) desc, a.local_id
limit 1
