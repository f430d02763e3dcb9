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

/* @name listAllModels */
select
  m.id, m.name, m.provider, m.provider_model, m.max_images, m.reference_image_limit, m.position,
  m.enabled,
  array(
    select r.provider || ':' || r.provider_model
    from model_routes r
    where r.model = m.id
    order by r.position
  ) as "routes!"
from models m
order by m.position, m.id;

/* @name addModel */
insert into models (
  id, name, provider, provider_model, max_images, reference_image_limit, position
)
values (
  :id!, :name!, :provider!, :providerModel!, :maxImages!, :referenceImageLimit!, :position!
)
on conflict (id) do nothing
returning id;

/* @name setModel */
update models
set name = coalesce(:name, name),
  provider = coalesce(:provider, provider),
  provider_model = coalesce(:providerModel, provider_model),
  max_images = coalesce(:maxImages, max_images),
  reference_image_limit = coalesce(:referenceImageLimit, reference_image_limit),
  position = coalesce(:position, position),
  enabled = coalesce(:enabled, enabled)
where id = :id!
returning id;

/* @name setModelRoutes */
select set_model_routes(:model!, :providers!, :providerModels!) as "found!";

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
