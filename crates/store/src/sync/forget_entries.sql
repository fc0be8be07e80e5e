-- Changes that were answered.
delete from outbox
where change_id in (select unhex(value) from json_each(?1))
