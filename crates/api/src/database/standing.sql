-- The clock of a workspace and the membership of a person.
select
    clock.kind,
    clock.head_seq,
    clock.epoch,
    clock.floor_seq,
    clock.gc_seq,
    clock.deleted_at,
    (extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms,
    member.role,
    member.scope,
    member.scope_rev,
    member.state
from workspace_clock as clock
left join member on member.workspace_id = clock.workspace_id and member.user_id = $2
where clock.workspace_id = $1
