-- New recovery codes, instead of all earlier ones.
with gone as (
    delete from recovery_code
    where account_id = $1
)
insert into recovery_code (
    account_id,
    code_hash
)
select
    $1,
    code_hash
from unnest($2::bytea[]) as code_hash
