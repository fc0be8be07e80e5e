-- Rows of one action (?1, between ?2 and ?3) that a later action changed.
select
    later.subject_id,
    later.expense_id
from expense_revision as later
where
    later.local_id > ?3
    and later.group_id <> ?1
    and (
        exists (
            select 1
            from expense_revision as own
            where
                own.expense_id = later.expense_id
                and own.local_id between ?2 and ?3
                and own.group_id = ?1
        )
        or (
            later.expense_id is null
            and exists (
                select 1
                from expense_revision as own
                where
                    own.expense_id is null
                    and own.subject_id = later.subject_id
                    and own.local_id between ?2 and ?3
                    and own.group_id = ?1
            )
        )
    )
