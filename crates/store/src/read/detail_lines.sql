-- The lines of an expense, in order.
select
    id,
    line_kind,
    description,
    quantity_milli,
    amount_minor,
    tax_rate_bp,
    tax_included,
    category_id,
    person_id
from expense_line
where expense_id = ?1 and deleted_at is null
order by position, local_id
