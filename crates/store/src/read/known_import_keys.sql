-- Which of some import keys the book has. An expense a person deleted stays known, or importing the file again would bring it
-- back; one whose import was undone is not, or it could never be imported again.
select e.import_key
from json_each(?2) as wanted
cross join expense as e on e.workspace_id = ?1 and e.import_key = wanted.value
where e.deleted_at is null or coalesce((
    select r.operation <> 'delete' or r.reason <> 'undo'
    from expense_revision as r
    where r.expense_id = e.id and r.subject_table = 'expense'
    order by r.local_id desc
    limit 1
), 1)
