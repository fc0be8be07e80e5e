-- An expense a photograph is on; a live one if there is one.
select a.expense_id
from attachment as a
join blob as b on b.id = a.blob_id
where b.sha256 = (select sha256 from blob where id = ?1)
order by a.deleted_at is not null, a.local_id desc
limit 1
