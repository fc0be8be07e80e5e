-- Changes of a row that follow one which went into another follow that one.
update outbox
set depends_on = replace(depends_on, ?2, ?3)
where row_id = ?1 and instr(depends_on, ?2) > 0
