-- Changes of a row that follow one which went into another (?3) follow that one; the other itself names it still.
update outbox
set depends_on = replace(depends_on, ?2, ?3)
where row_id = ?1 and change_id <> ?4 and instr(depends_on, ?2) > 0
