-- A change that took a later one in.
update outbox
set
    patch = ?2,
    base = ?3,
    depends_on = ?4,
    at_ms = ?5
where change_id = ?1
