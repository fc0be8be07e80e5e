-- A change that took an earlier one in, in its place.
update outbox
set
    patch = ?2,
    base = ?3,
    depends_on = ?4,
    at_ms = ?5,
    base_rev = ?6,
    seq_local = ?7,
    op = ?8,
    group_id = ?9
where change_id = ?1
