-- Takes the lock of a workspace and says for whom the transaction works.
select
    set_config('app.ws', $1::uuid::text, true),
    set_config('app.user', $2::uuid::text, true),
    kind,
    head_seq,
    epoch,
    floor_seq,
    gc_seq,
    deleted_at,
    (extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms
from workspace_clock
where workspace_id = $1
for no key update
