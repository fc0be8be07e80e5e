-- Logins of long ago.
delete from login_event
where at < $1
