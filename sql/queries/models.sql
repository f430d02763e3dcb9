/* @name listModels */
select
  m.id, m.name, m.provider, m.provider_model, m.max_images, m.reference_image_limit, m.created_at,
  exists(
    select from dialect_defaults d where d.dialect = :dialect! and d.model = m.id
  ) as "isDefault!",
  find_price(:dialect!, m.id, '1K', 'auto') as "price1k?",
  find_price(:dialect!, m.id, '2K', 'auto') as "price2k?",
  find_price(:dialect!, m.id, '4K', 'auto') as "price4k?"
from models m
where m.enabled
order by m.position, m.created_at, m.id;

/* @name listRoutedProviders */
select array(select r.provider from model_routes r where r.model = m.id order by r.position) as "providers!"
from models m
where m.enabled;

/* @name findModel */
select
  m.id, m.name, m.provider, m.provider_model, m.max_images, m.reference_image_limit, m.created_at,
  m.capabilities,
  array(
    select r.provider
    from model_routes r
    where r.model = m.id
    order by r.position
  ) as "routeProviders!",
  array(
    select r.provider_model
    from model_routes r
    where r.model = m.id
    order by r.position
  ) as "routeModels!"
from models m
where m.id = :id! and m.enabled;

/* @name findModelOfAlias */
select
  m.id, m.name, m.provider, m.provider_model, m.max_images, m.reference_image_limit, m.created_at,
  m.capabilities,
  array(
    select r.provider
    from model_routes r
    where r.model = m.id
    order by r.position
  ) as "routeProviders!",
  array(
    select r.provider_model
    from model_routes r
    where r.model = m.id
    order by r.position
  ) as "routeModels!"
from model_aliases a
join models m on m.id = a.model
where
  a.alias = :alias!
  and m.enabled
  and not exists (select from models named where named.id = a.alias);

/* @name listOfferedAliases */
select a.alias, m.provider, m.created_at
from model_aliases a
join models m on m.id = a.model
where m.enabled and not exists (select from models named where named.id = a.alias)
order by m.position, m.created_at, m.id, a.alias;

/* @name listAllModels */
select
  m.id, m.name, m.provider, m.provider_model, m.max_images, m.reference_image_limit, m.position,
  m.enabled, m.capabilities,
  array(
    select r.provider || ':' || r.provider_model
    from model_routes r
    where r.model = m.id
    order by r.position
  ) as "routes!",
  defaults_of_model(m.id) as "defaultFor!",
  aliases_of_model(m.id) as "aliases!"
from models m
order by m.position, m.created_at, m.id;

/* @name addModel */
select admin_add_model(
  p_actor_id => act_as(:actorId, :address, :reason),
  p_id => :id!,
  p_name => :name!,
  p_provider => :provider!,
  p_provider_model => :providerModel!,
  p_max_images => :maxImages!,
  p_reference_image_limit => :referenceImageLimit!,
  p_position => :position,
  p_default_for => :defaultFor
) as "added!";

/* @name findUnpriced */
select find_unpriced(id) as "unpriced?"
from models
where id = :id! and not enabled;

/* @name setModel */
select admin_set_model(
  p_actor_id => act_as(:actorId, :address, :reason),
  p_id => :id!,
  p_name => :name,
  p_provider => :provider,
  p_provider_model => :providerModel,
  p_max_images => :maxImages,
  p_reference_image_limit => :referenceImageLimit,
  p_position => :position,
  p_enabled => :enabled,
  p_default_for => :defaultFor,
  p_capabilities => :capabilities
) as "found!";

/* @name setModelRoutes */
select admin_set_model_routes(
  act_as(:actorId, :address, :reason), :model!, :providers!, :providerModels!
) as "found!";

/* @name setModelAlias */
select admin_set_model_alias(
  act_as(:actorId, :address, :reason), :alias!, :model
) as "found!";

/* @name putModel */
select admin_put_model(
  p_actor_id => act_as(:actorId, :address, :reason),
  p_id => :id!,
  p_name => :name!,
  p_max_images => :maxImages!,
  p_reference_image_limit => :referenceImageLimit!,
  p_position => :position,
  p_enabled => :enabled!,
  p_default_for => :defaultFor,
  p_providers => :providers!,
  p_provider_models => :providerModels!,
  p_aliases => :aliases,
  p_capabilities => :capabilities
) as "unpriced?";
