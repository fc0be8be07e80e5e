-- The newest edits of a row, oldest first, with the names of who made them.
select *
from (
    select
        op_log.op_id,
        op_log.actor_id,
        member.display_name as by_name,
        op_log.device_id,
        op_log.edited_at,
        op_log.at,
        op_log.seq,
        op_log.outcome,
        op_log.units
    from op_log
    left join member on member.workspace_id = op_log.workspace_id and member.user_id = op_log.actor_id
    where op_log.workspace_id = $1 and op_log.row_id = $2 and op_log.kind = $3
    order by op_log.at desc, op_log.seq desc
    limit $4
) as newest
order by at, seq
