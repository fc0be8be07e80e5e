concat_ws(
    E'\n',
    e.place_name_snapshot,
    (
        select concat_ws(E'\n', p.name, p.branch_name, pm.name)
        from place as p
        left join merchant as pm on pm.workspace_id = p.workspace_id and pm.id = p.merchant_id
        where p.workspace_id = e.workspace_id and p.id = e.place_id
    ),
    (select m.name from merchant as m where m.workspace_id = e.workspace_id and m.id = e.merchant_id),
    (select c.name from category as c where c.workspace_id = e.workspace_id and c.id = e.category_id),
    e.purpose,
    e.notes,
    (
        select string_agg(t.name, E'\n')
        from expense_tag as et
        join tag as t on t.workspace_id = et.workspace_id and t.id = et.tag_id and t.deleted_at is null
        where et.workspace_id = e.workspace_id and et.expense_id = e.id and et.deleted_at is null
    ),
    (
        select string_agg(p.display_name, E'\n')
        from expense_attendee as ea
        join person as p on p.workspace_id = ea.workspace_id and p.id = ea.person_id and p.deleted_at is null
        where ea.workspace_id = e.workspace_id and ea.expense_id = e.id and ea.deleted_at is null
    ),
    (
        select string_agg(l.description, E'\n')
        from expense_line as l
        where l.workspace_id = e.workspace_id and l.expense_id = e.id and l.deleted_at is null
    )
)
