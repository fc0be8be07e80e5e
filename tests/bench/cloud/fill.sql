insert into expense (
    workspace_id, id, seq, made_seq, owner_id, kind, status, occurred_on, occurred_time, occurred_at, reporting_date, currency, total_minor, tip_base,
    amount_is_estimate, notes, visibility, is_business, is_billable, reimbursable, receipt_state, source, stamps, created_at, updated_at,
    created_by, updated_by
)
select
    ':workspace', gen_random_uuid(), head_seq + n, head_seq + n, ':user', 'purchase', 'confirmed', date '2016-01-01' + (n % 3650)::int, '12:30',
    1763600000000 + n, date '2016-01-01' + (n % 3650)::int, 'EUR', 500 + n % 9000, 'none', false, 'meal number ' || n, 'workspace', false, false,
    false, 'not_needed', 'manual',
    '{"money": {"t": 1763600000000, "by": "0199a000-0000-7000-8000-000000000000", "op": "0199a000-0000-7000-8000-000000000000", "seq": 1}}',
    1763600000000, 1763600000000, ':user', ':user'
from workspace_clock
cross join generate_series(1, :rows) as n
where workspace_id = ':workspace';
update workspace_clock set head_seq = head_seq + :rows where workspace_id = ':workspace';
analyze expense;
