-- How much a book holds.
select
    (select count(*) from expense where workspace_id = ?1 and deleted_at is null),
    (select count(*) from expense where workspace_id = ?1 and deleted_at is not null),
    (
        select count(*)
        from attachment as a
        join expense as e on e.id = a.expense_id and e.deleted_at is null
        where a.workspace_id = ?1 and a.deleted_at is null
    ),
    (select count(*) from outbox where workspace_id = ?1 and state in ('queued', 'sent')),
    (select min(occurred_on) from expense where workspace_id = ?1 and deleted_at is null),
    (select max(occurred_on) from expense where workspace_id = ?1 and deleted_at is null)
