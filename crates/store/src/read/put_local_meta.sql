-- A fact about this file.
insert into local_meta ("key", value)
values (?1, ?2)
on conflict ("key") do update set value = excluded.value
