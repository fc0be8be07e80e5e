-- What is needed to ask for the password once more.
select
    email,
    email_fold,
    locale,
    password_hash
from account
where id = $1
