-- Changes that were refused wait for a person.
update outbox
set
    state = 'quarantined',
    last_error = ?2
where change_id in (select unhex(value) from json_each(?1))
