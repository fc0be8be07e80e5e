-- Takes the expenses of a workspace out of the full-text index.
delete from expense_search
where rowid in (select local_id from expense where workspace_id = ?1)
