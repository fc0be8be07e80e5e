-- These bytes leave this device.
update blob
set local_state = 'evicted'
where sha256 = ?1 and local_state = 'present'
