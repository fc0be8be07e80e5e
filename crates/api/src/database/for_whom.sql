-- For whom the transaction works, and where.
select
    set_config('app.ws', $1::uuid::text, true),
    set_config('app.user', $2::uuid::text, true)
