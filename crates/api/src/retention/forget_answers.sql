-- Answers older than any request that may still be repeated.
delete from rest_answer
where answered_at < $1
