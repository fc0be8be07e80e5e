-- Expenses that are not in the full-text index, and documents of no expense.
select 'expense ' || lower(hex(e.id))
from expense as e
where e.local_id not in (select rowid from expense_search)
union all
select 'document ' || s.rowid
from expense_search as s
where s.rowid not in (select local_id from expense)
