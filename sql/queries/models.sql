/* @name listModels */
select
  m.id, m.name, m.provider, m.provider_model, m.max_images, m.reference_image_limit, m.created_at,
  price_of(:dialect!, m.id, '1K', 'auto') as "price1k?",
  price_of(:dialect!, m.id, '2K', 'auto') as "price2k?",
  price_of(:dialect!, m.id, '4K', 'auto') as "price4k?"
from models m
where m.enabled
order by m.position, m.id;

/* @name findModel */
select id, name, provider, provider_model, max_images, reference_image_limit, created_at
from models
where id = :id! and enabled;

/* @name listPrices */
select dialect, model, tier, quality, credits
from prices
order by dialect, model, tier, quality;

/* @name setPrice */
insert into prices (dialect, model, tier, quality, credits)
values (:dialect!, :model!, :tier!, :quality!, :credits!)
on conflict (dialect, model, tier, quality) do update
set credits = excluded.credits
returning dialect, model, tier, quality, credits;
