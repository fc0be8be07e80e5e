-- Expenses of one day, amount and place, one of them made here before the books were merged.
select
    there.id,
    here.id
from expense as here
left join place as here_place on here_place.id = here.place_id
join expense as there
    on there.workspace_id = here.workspace_id
    and there.occurred_on = here.occurred_on
    and there.total_minor = here.total_minor
    and there.currency = here.currency
    and there.kind = here.kind
left join place as there_place on there_place.id = there.place_id
where here.workspace_id = ?1
    and here.created_device_id = ?2
    and here.created_at <= ?3
    and here.deleted_at is null
    and there.deleted_at is null
    and there.id <> here.id
    and not (there.created_device_id is ?2 and there.created_at <= ?3)
    and coalesce(here_place.name_fold, here.place_name_snapshot, '')
        = coalesce(there_place.name_fold, there.place_name_snapshot, '')
order by here.occurred_on desc, here.local_id desc
limit ?4
