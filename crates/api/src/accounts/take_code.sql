-- Counts a try and says whether it was right; a right one is used up. The row stays: it counts mails as well.
update account_code
set
    tries = tries + 1,
    expires_at = case when code_hash = $3 then 0 else expires_at end
where account_id = $1
    and purpose = $2
    and tries < $5
    and expires_at > $4
returning code_hash = $3
