-- Logins that ended long ago, and those whose last token ran out.
delete from session
where ended_at < $1 or (
    started_at < $1 and not exists (
        select 1
        from refresh_token
        where refresh_token.session_id = session.id
    )
)
