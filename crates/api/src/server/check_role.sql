-- Whether the role connected as may serve people: no superuser, nothing that passes row-level security, owner of no table here.
select not (role.rolsuper or role.rolbypassrls) and not exists (
    select 1
    from pg_class
    join pg_namespace on pg_namespace.oid = pg_class.relnamespace
    where pg_class.relowner = role.oid and pg_namespace.nspname = 'public'
)
from pg_roles as role
where role.rolname = current_user
