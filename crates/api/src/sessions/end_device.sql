-- Ends every login of a device.
update session
set
    ended_at = $3,
    end_reason = $4
where account_id = $1
    and device_id = $2
    and ended_at is null
