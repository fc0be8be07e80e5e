-- The account, and with it devices, logins, codes and tokens.
delete from account
where id = $1
