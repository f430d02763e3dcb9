/* @name listUsage */
select
  to_char(u.day, 'YYYY-MM-DD') as "day!", u.model as "model!", u.dialect as "dialect!", u.key_id as "keyId?",
  k.label as "keyLabel?", u.generations as "generations!", u.failed as "failed!", u.images as "images!",
  u.credits as "credits!"
from list_usage(:accountId!, :firstDay!::date, :lastDay!::date) u
  left join keys k on k.id = u.key_id
where (:model::text is null or u.model = :model)
  and (:key::text is null or coalesce(u.key_id::text, 'none') = :key)
order by u.day, u.model, u.dialect, k.created_at, u.key_id;

/* @name findCurrentDay */
select to_char(clock() at time zone 'utc', 'YYYY-MM-DD') as "day!";

/* @name summarizeDay */
select
  accepted as "accepted!", succeeded as "succeeded!", failed as "failed!", blocked as "blocked!",
  canceled as "canceled!", credits as "credits!"
from summarize_day(:accountId!);
