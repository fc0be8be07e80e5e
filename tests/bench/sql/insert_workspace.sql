-- The workspace the rows of insert_many.sql belong to.
insert into workspace (
    id, workspace_id, created_at, updated_at, name, kind, home_currency, month_start_day, fiscal_year_start
)
values (unhex(printf('%032x', 1)), unhex(printf('%032x', 1)), 0, 0, 'Limit', 'personal', 'EUR', 1, 1)
