-- Enters a smaller picture.
insert into blob_variant (blob_id, variant, path, size, width, height)
values (?1, ?2, ?3, ?4, ?5, ?6)
on conflict (blob_id, variant) do update
set
    path = excluded.path,
    size = excluded.size,
    width = excluded.width,
    height = excluded.height
