-- Changes that leave: from now on they stay as they are. Their time becomes that of the service's clock.
update outbox
set
    state = 'sent',
    sent_group = ?2,
    at_ms = at_ms + ?3,
    attempts = attempts + 1
where change_id in (select unhex(value) from json_each(?1))
