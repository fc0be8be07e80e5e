-- As many expenses as ?1 says, in one statement.
with recursive number (i) as (
    select 1
    union all
    select i + 1 from number where i < ?1
)
insert into expense (
    id, workspace_id, created_at, updated_at, kind, status, occurred_on, occurred_at, reporting_date, currency, total_minor,
    tip_base, amount_is_estimate, meal_type, party_size, notes, visibility, is_business, is_billable, reimbursable,
    receipt_state, source, import_key, place_fold, category_fold
)
select
    unhex(printf('%032x', i)), unhex(printf('%032x', 1)), 0, 0, 'purchase', 'confirmed', date('2016-01-01', (i % 3600) || ' days'),
    i, date('2016-01-01', (i % 3600) || ' days'), 'EUR', 300 + i * 37 % 9000, 'none', 0, 'lunch', 1 + i % 4, 'meal number ' || i,
    'workspace', 0, 0, 0, 'missing', 'import', 'csv:' || i, 'diner ' || (i * 7 % 400), 'restaurants'
from number
