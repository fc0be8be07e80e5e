-- A refused change is sent again: a new id, behind all others, on what the service has now.
update outbox
set
    seq_local = (select max(seq_local) + 1 from outbox),
    change_id = ?2,
    base_rev = ?3,
    base = ?4,
    depends_on = ?5,
    at_ms = ?6,
    patch = ?7,
    state = 'queued',
    sent_group = null,
    last_error = null,
    is_heal = 0
where change_id = ?1
