-- Whether any change waits, any row is unknown, any row is masked.
select
    exists (select 1 from outbox where state in ('queued', 'sent')),
    exists (select 1 from unknown_row),
    exists (select 1 from masked_row)
