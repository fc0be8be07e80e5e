-- The hundred newest expenses, every column the list shows that stands in the table itself.
select id, kind, status, occurred_on, occurred_time, currency, total_minor, tip_minor, meal_type, party_size, place_id,
    place_name_snapshot, category_id, trip_id, notes
from expense
where workspace_id = (select id from workspace limit 1) and deleted_at is null
order by occurred_on desc, occurred_at desc, local_id desc
limit 100
