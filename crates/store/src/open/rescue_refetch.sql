-- Copies that had begun are fetched again as a whole.
update sync_book
set refetch = json_object('epoch', epoch, 'floor', null, 'cursor', null, 'fresh', json('true'), 'head', 0, 'scope', 0)
where cursor is not null
