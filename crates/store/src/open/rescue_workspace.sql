-- A book whose own row was lost is made again from its expenses, in the currency most of them have.
insert into workspace (
    id, workspace_id, created_at, updated_at, name, kind, home_currency, month_start_day, fiscal_year_start
)
select
    e.workspace_id,
    e.workspace_id,
    min(e.created_at),
    min(e.created_at),
    'Mealbook',
    'personal',
    (
        select o.currency
        from expense as o
        where o.workspace_id = e.workspace_id
        group by o.currency
        order by count(*) desc
        limit 1
    ),
    1,
    1
from expense as e
where e.workspace_id not in (select id from workspace)
group by e.workspace_id
