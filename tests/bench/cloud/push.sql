-- One pushed expense as pgbench does it: the statements a push cannot do without, by hand. `workspaces` is given on the command line.
\set n random(1, :workspaces)
begin;
select set_config('app.ws', md5(:n::text)::uuid::text, true), set_config('app.user', md5('user')::uuid::text, true);
select head_seq, epoch, floor_seq, gc_seq from workspace_clock where workspace_id = md5(:n::text)::uuid for no key update;
select role, scope, scope_rev from member where workspace_id = md5(:n::text)::uuid and user_id = md5('user')::uuid and state = 'active';
select op_id, ack from op_log where workspace_id = md5(:n::text)::uuid and op_id = any (array[gen_random_uuid()]);
select seq, stamps from expense where workspace_id = md5(:n::text)::uuid and id = any (array[gen_random_uuid()]);
insert into expense (
    workspace_id, id, seq, made_seq, owner_id, kind, status, occurred_on, occurred_time, occurred_at, reporting_date, currency, total_minor, tip_base,
    amount_is_estimate, notes, visibility, is_business, is_billable, reimbursable, receipt_state, source, stamps, created_at, updated_at,
    created_by, updated_by
)
select
    workspace_id, gen_random_uuid(), head_seq + 1, head_seq + 1, md5('user')::uuid, 'purchase', 'confirmed', '2026-11-20', '12:30', 1763600000000,
    '2026-11-20', 'EUR', 1290, 'none', false, 'with Ann', 'workspace', false, false, false, 'not_needed', 'manual',
    '{"money": {"t": 1763600000000, "by": "0199a000-0000-7000-8000-000000000000", "op": "0199a000-0000-7000-8000-000000000000", "seq": 1}}',
    1763600000000, 1763600000000, md5('user')::uuid, md5('user')::uuid
from workspace_clock
where workspace_id = md5(:n::text)::uuid;
insert into op_log (workspace_id, at, op_id, seq, kind, row_id, actor_id, edited_at, outcome, ack, units)
select
    workspace_id, 1763600000000, gen_random_uuid(), head_seq + 1, 'expense', gen_random_uuid(), md5('user')::uuid, 1763600000000, 'ok', '{"r": "ok"}',
    '{"money": {"new": {"currency": "EUR", "total_minor": 1290}, "written": true}, "note": {"new": {"notes": "with Ann"}, "written": true}}'
from workspace_clock
where workspace_id = md5(:n::text)::uuid;
update workspace_clock set head_seq = head_seq + 1, head_at = 1763600000000 where workspace_id = md5(:n::text)::uuid;
commit;
