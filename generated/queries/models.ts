/** Types generated for queries found in "sql/queries/models.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type stringArray = string[];

/** 'ListModels' parameters type */
export interface IListModelsParams {
  dialect: string;
}

/** 'ListModels' return type */
export interface IListModelsResult {
  createdAt: Date;
  id: string;
  isDefault: boolean;
  maxImages: number;
  name: string;
  price1k: number | null;
  price2k: number | null;
  price4k: number | null;
  provider: string;
  providerModel: string;
  referenceImageLimit: number;
}

/** 'ListModels' query type */
export interface IListModelsQuery {
  params: IListModelsParams;
  result: IListModelsResult;
}

const listModelsIR: any = {
  text: "select\n  m.id, m.name, m.provider, m.provider_model, m.max_images, m.reference_image_limit, m.created_at,\n  exists(\n    select from dialect_defaults d where d.dialect = $1 and d.model = m.id\n  ) as \"isDefault!\",\n  find_price($1, m.id, '1K', 'auto') as \"price1k?\",\n  find_price($1, m.id, '2K', 'auto') as \"price2k?\",\n  find_price($1, m.id, '4K', 'auto') as \"price4k?\"\nfrom models m\nwhere m.enabled\norder by m.position, m.created_at, m.id",
  params: ["dialect"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   m.id, m.name, m.provider, m.provider_model, m.max_images, m.reference_image_limit, m.created_at,
 *   exists(
 *     select from dialect_defaults d where d.dialect = :dialect! and d.model = m.id
 *   ) as "isDefault!",
 *   find_price(:dialect!, m.id, '1K', 'auto') as "price1k?",
 *   find_price(:dialect!, m.id, '2K', 'auto') as "price2k?",
 *   find_price(:dialect!, m.id, '4K', 'auto') as "price4k?"
 * from models m
 * where m.enabled
 * order by m.position, m.created_at, m.id
 * ```
 */
export const listModels = prepareQuery<IListModelsParams, IListModelsResult>(listModelsIR);

/** 'ListRoutedProviders' parameters type */
export type IListRoutedProvidersParams = void;

/** 'ListRoutedProviders' return type */
export interface IListRoutedProvidersResult {
  providers: stringArray;
}

/** 'ListRoutedProviders' query type */
export interface IListRoutedProvidersQuery {
  params: IListRoutedProvidersParams;
  result: IListRoutedProvidersResult;
}

const listRoutedProvidersIR: any = {
  text: 'select array(select r.provider from model_routes r where r.model = m.id order by r.position) as "providers!"\nfrom models m\nwhere m.enabled',
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * select array(select r.provider from model_routes r where r.model = m.id order by r.position) as "providers!"
 * from models m
 * where m.enabled
 * ```
 */
export const listRoutedProviders = prepareQuery<
  IListRoutedProvidersParams,
  IListRoutedProvidersResult
>(listRoutedProvidersIR);

/** 'FindModel' parameters type */
export interface IFindModelParams {
  id: string;
}

/** 'FindModel' return type */
export interface IFindModelResult {
  capabilities: stringArray;
  createdAt: Date;
  id: string;
  maxImages: number;
  name: string;
  provider: string;
  providerModel: string;
  referenceImageLimit: number;
  routeModels: stringArray;
  routeProviders: stringArray;
}

/** 'FindModel' query type */
export interface IFindModelQuery {
  params: IFindModelParams;
  result: IFindModelResult;
}

const findModelIR: any = {
  text: 'select\n  m.id, m.name, m.provider, m.provider_model, m.max_images, m.reference_image_limit, m.created_at,\n  m.capabilities,\n  array(\n    select r.provider\n    from model_routes r\n    where r.model = m.id\n    order by r.position\n  ) as "routeProviders!",\n  array(\n    select r.provider_model\n    from model_routes r\n    where r.model = m.id\n    order by r.position\n  ) as "routeModels!"\nfrom models m\nwhere m.id = $1 and m.enabled',
  params: ["id"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   m.id, m.name, m.provider, m.provider_model, m.max_images, m.reference_image_limit, m.created_at,
 *   m.capabilities,
 *   array(
 *     select r.provider
 *     from model_routes r
 *     where r.model = m.id
 *     order by r.position
 *   ) as "routeProviders!",
 *   array(
 *     select r.provider_model
 *     from model_routes r
 *     where r.model = m.id
 *     order by r.position
 *   ) as "routeModels!"
 * from models m
 * where m.id = :id! and m.enabled
 * ```
 */
export const findModel = prepareQuery<IFindModelParams, IFindModelResult>(findModelIR);

/** 'FindModelOfAlias' parameters type */
export interface IFindModelOfAliasParams {
  alias: string;
}

/** 'FindModelOfAlias' return type */
export interface IFindModelOfAliasResult {
  capabilities: stringArray;
  createdAt: Date;
  id: string;
  maxImages: number;
  name: string;
  provider: string;
  providerModel: string;
  referenceImageLimit: number;
  routeModels: stringArray;
  routeProviders: stringArray;
}

/** 'FindModelOfAlias' query type */
export interface IFindModelOfAliasQuery {
  params: IFindModelOfAliasParams;
  result: IFindModelOfAliasResult;
}

const findModelOfAliasIR: any = {
  text: 'select\n  m.id, m.name, m.provider, m.provider_model, m.max_images, m.reference_image_limit, m.created_at,\n  m.capabilities,\n  array(\n    select r.provider\n    from model_routes r\n    where r.model = m.id\n    order by r.position\n  ) as "routeProviders!",\n  array(\n    select r.provider_model\n    from model_routes r\n    where r.model = m.id\n    order by r.position\n  ) as "routeModels!"\nfrom model_aliases a\njoin models m on m.id = a.model\nwhere\n  a.alias = $1\n  and m.enabled\n  and not exists (select from models named where named.id = a.alias)',
  params: ["alias"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   m.id, m.name, m.provider, m.provider_model, m.max_images, m.reference_image_limit, m.created_at,
 *   m.capabilities,
 *   array(
 *     select r.provider
 *     from model_routes r
 *     where r.model = m.id
 *     order by r.position
 *   ) as "routeProviders!",
 *   array(
 *     select r.provider_model
 *     from model_routes r
 *     where r.model = m.id
 *     order by r.position
 *   ) as "routeModels!"
 * from model_aliases a
 * join models m on m.id = a.model
 * where
 *   a.alias = :alias!
 *   and m.enabled
 *   and not exists (select from models named where named.id = a.alias)
 * ```
 */
export const findModelOfAlias = prepareQuery<IFindModelOfAliasParams, IFindModelOfAliasResult>(
  findModelOfAliasIR,
);

/** 'ListOfferedAliases' parameters type */
export type IListOfferedAliasesParams = void;

/** 'ListOfferedAliases' return type */
export interface IListOfferedAliasesResult {
  alias: string;
  createdAt: Date;
  provider: string;
}

/** 'ListOfferedAliases' query type */
export interface IListOfferedAliasesQuery {
  params: IListOfferedAliasesParams;
  result: IListOfferedAliasesResult;
}

const listOfferedAliasesIR: any = {
  text: "select a.alias, m.provider, m.created_at\nfrom model_aliases a\njoin models m on m.id = a.model\nwhere m.enabled and not exists (select from models named where named.id = a.alias)\norder by m.position, m.created_at, m.id, a.alias",
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * select a.alias, m.provider, m.created_at
 * from model_aliases a
 * join models m on m.id = a.model
 * where m.enabled and not exists (select from models named where named.id = a.alias)
 * order by m.position, m.created_at, m.id, a.alias
 * ```
 */
export const listOfferedAliases = prepareQuery<
  IListOfferedAliasesParams,
  IListOfferedAliasesResult
>(listOfferedAliasesIR);

/** 'ListAllModels' parameters type */
export type IListAllModelsParams = void;

/** 'ListAllModels' return type */
export interface IListAllModelsResult {
  aliases: stringArray;
  capabilities: stringArray;
  defaultFor: stringArray;
  enabled: boolean;
  id: string;
  maxImages: number;
  name: string;
  position: number;
  provider: string;
  providerModel: string;
  referenceImageLimit: number;
  routes: stringArray;
}

/** 'ListAllModels' query type */
export interface IListAllModelsQuery {
  params: IListAllModelsParams;
  result: IListAllModelsResult;
}

const listAllModelsIR: any = {
  text: 'select\n  m.id, m.name, m.provider, m.provider_model, m.max_images, m.reference_image_limit, m.position,\n  m.enabled, m.capabilities,\n  array(\n    select r.provider || \':\' || r.provider_model\n    from model_routes r\n    where r.model = m.id\n    order by r.position\n  ) as "routes!",\n  defaults_of_model(m.id) as "defaultFor!",\n  aliases_of_model(m.id) as "aliases!"\nfrom models m\norder by m.position, m.created_at, m.id',
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   m.id, m.name, m.provider, m.provider_model, m.max_images, m.reference_image_limit, m.position,
 *   m.enabled, m.capabilities,
 *   array(
 *     select r.provider || ':' || r.provider_model
 *     from model_routes r
 *     where r.model = m.id
 *     order by r.position
 *   ) as "routes!",
 *   defaults_of_model(m.id) as "defaultFor!",
 *   aliases_of_model(m.id) as "aliases!"
 * from models m
 * order by m.position, m.created_at, m.id
 * ```
 */
export const listAllModels = prepareQuery<IListAllModelsParams, IListAllModelsResult>(
  listAllModelsIR,
);

/** 'AddModel' parameters type */
export interface IAddModelParams {
  actorId?: string | null | void;
  address?: string | null | void;
  defaultFor?: readonly (stringArray[number] | null)[] | null | void;
  id: string;
  maxImages: number;
  name: string;
  position?: number | null | void;
  provider: string;
  providerModel: string;
  reason?: string | null | void;
  referenceImageLimit: number;
}

/** 'AddModel' return type */
export interface IAddModelResult {
  added: boolean;
}

/** 'AddModel' query type */
export interface IAddModelQuery {
  params: IAddModelParams;
  result: IAddModelResult;
}

const addModelIR: any = {
  text: 'select admin_add_model(\n  p_actor_id => act_as($1, $2, $3),\n  p_id => $4,\n  p_name => $5,\n  p_provider => $6,\n  p_provider_model => $7,\n  p_max_images => $8,\n  p_reference_image_limit => $9,\n  p_position => $10,\n  p_default_for => $11\n) as "added!"',
  params: [
    "actorId",
    "address",
    "reason",
    "id",
    "name",
    "provider",
    "providerModel",
    "maxImages",
    "referenceImageLimit",
    "position",
    "defaultFor",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_add_model(
 *   p_actor_id => act_as(:actorId, :address, :reason),
 *   p_id => :id!,
 *   p_name => :name!,
 *   p_provider => :provider!,
 *   p_provider_model => :providerModel!,
 *   p_max_images => :maxImages!,
 *   p_reference_image_limit => :referenceImageLimit!,
 *   p_position => :position,
 *   p_default_for => :defaultFor
 * ) as "added!"
 * ```
 */
export const addModel = prepareQuery<IAddModelParams, IAddModelResult>(addModelIR);

/** 'FindUnpriced' parameters type */
export interface IFindUnpricedParams {
  id: string;
}

/** 'FindUnpriced' return type */
export interface IFindUnpricedResult {
  unpriced: string | null;
}

/** 'FindUnpriced' query type */
export interface IFindUnpricedQuery {
  params: IFindUnpricedParams;
  result: IFindUnpricedResult;
}

const findUnpricedIR: any = {
  text: 'select find_unpriced(id) as "unpriced?"\nfrom models\nwhere id = $1 and not enabled',
  params: ["id"],
};

/**
 * Query generated from SQL:
 * ```
 * select find_unpriced(id) as "unpriced?"
 * from models
 * where id = :id! and not enabled
 * ```
 */
export const findUnpriced = prepareQuery<IFindUnpricedParams, IFindUnpricedResult>(findUnpricedIR);

/** 'SetModel' parameters type */
export interface ISetModelParams {
  actorId?: string | null | void;
  address?: string | null | void;
  capabilities?: readonly (stringArray[number] | null)[] | null | void;
  defaultFor?: readonly (stringArray[number] | null)[] | null | void;
  enabled?: boolean | null | void;
  id: string;
  maxImages?: number | null | void;
  name?: string | null | void;
  position?: number | null | void;
  provider?: string | null | void;
  providerModel?: string | null | void;
  reason?: string | null | void;
  referenceImageLimit?: number | null | void;
}

/** 'SetModel' return type */
export interface ISetModelResult {
  found: boolean;
}

/** 'SetModel' query type */
export interface ISetModelQuery {
  params: ISetModelParams;
  result: ISetModelResult;
}

const setModelIR: any = {
  text: 'select admin_set_model(\n  p_actor_id => act_as($1, $2, $3),\n  p_id => $4,\n  p_name => $5,\n  p_provider => $6,\n  p_provider_model => $7,\n  p_max_images => $8,\n  p_reference_image_limit => $9,\n  p_position => $10,\n  p_enabled => $11,\n  p_default_for => $12,\n  p_capabilities => $13\n) as "found!"',
  params: [
    "actorId",
    "address",
    "reason",
    "id",
    "name",
    "provider",
    "providerModel",
    "maxImages",
    "referenceImageLimit",
    "position",
    "enabled",
    "defaultFor",
    "capabilities",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_set_model(
 *   p_actor_id => act_as(:actorId, :address, :reason),
 *   p_id => :id!,
 *   p_name => :name,
 *   p_provider => :provider,
 *   p_provider_model => :providerModel,
 *   p_max_images => :maxImages,
 *   p_reference_image_limit => :referenceImageLimit,
 *   p_position => :position,
 *   p_enabled => :enabled,
 *   p_default_for => :defaultFor,
 *   p_capabilities => :capabilities
 * ) as "found!"
 * ```
 */
export const setModel = prepareQuery<ISetModelParams, ISetModelResult>(setModelIR);

/** 'SetModelRoutes' parameters type */
export interface ISetModelRoutesParams {
  actorId?: string | null | void;
  address?: string | null | void;
  model: string;
  providerModels: readonly (stringArray[number] | null)[];
  providers: readonly (stringArray[number] | null)[];
  reason?: string | null | void;
}

/** 'SetModelRoutes' return type */
export interface ISetModelRoutesResult {
  found: boolean;
}

/** 'SetModelRoutes' query type */
export interface ISetModelRoutesQuery {
  params: ISetModelRoutesParams;
  result: ISetModelRoutesResult;
}

const setModelRoutesIR: any = {
  text: 'select admin_set_model_routes(\n  act_as($1, $2, $3), $4, $5, $6\n) as "found!"',
  params: ["actorId", "address", "reason", "model", "providers", "providerModels"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_set_model_routes(
 *   act_as(:actorId, :address, :reason), :model!, :providers!, :providerModels!
 * ) as "found!"
 * ```
 */
export const setModelRoutes = prepareQuery<ISetModelRoutesParams, ISetModelRoutesResult>(
  setModelRoutesIR,
);

/** 'SetModelAlias' parameters type */
export interface ISetModelAliasParams {
  actorId?: string | null | void;
  address?: string | null | void;
  alias: string;
  model?: string | null | void;
  reason?: string | null | void;
}

/** 'SetModelAlias' return type */
export interface ISetModelAliasResult {
  found: boolean;
}

/** 'SetModelAlias' query type */
export interface ISetModelAliasQuery {
  params: ISetModelAliasParams;
  result: ISetModelAliasResult;
}

const setModelAliasIR: any = {
  text: 'select admin_set_model_alias(\n  act_as($1, $2, $3), $4, $5\n) as "found!"',
  params: ["actorId", "address", "reason", "alias", "model"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_set_model_alias(
 *   act_as(:actorId, :address, :reason), :alias!, :model
 * ) as "found!"
 * ```
 */
export const setModelAlias = prepareQuery<ISetModelAliasParams, ISetModelAliasResult>(
  setModelAliasIR,
);

/** 'PutModel' parameters type */
export interface IPutModelParams {
  actorId?: string | null | void;
  address?: string | null | void;
  aliases?: readonly (stringArray[number] | null)[] | null | void;
  capabilities?: readonly (stringArray[number] | null)[] | null | void;
  defaultFor?: readonly (stringArray[number] | null)[] | null | void;
  enabled: boolean;
  id: string;
  maxImages: number;
  name: string;
  position?: number | null | void;
  providerModels: readonly (stringArray[number] | null)[];
  providers: readonly (stringArray[number] | null)[];
  reason?: string | null | void;
  referenceImageLimit: number;
}

/** 'PutModel' return type */
export interface IPutModelResult {
  unpriced: string | null;
}

/** 'PutModel' query type */
export interface IPutModelQuery {
  params: IPutModelParams;
  result: IPutModelResult;
}

const putModelIR: any = {
  text: 'select admin_put_model(\n  p_actor_id => act_as($1, $2, $3),\n  p_id => $4,\n  p_name => $5,\n  p_max_images => $6,\n  p_reference_image_limit => $7,\n  p_position => $8,\n  p_enabled => $9,\n  p_default_for => $10,\n  p_providers => $11,\n  p_provider_models => $12,\n  p_aliases => $13,\n  p_capabilities => $14\n) as "unpriced?"',
  params: [
    "actorId",
    "address",
    "reason",
    "id",
    "name",
    "maxImages",
    "referenceImageLimit",
    "position",
    "enabled",
    "defaultFor",
    "providers",
    "providerModels",
    "aliases",
    "capabilities",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_put_model(
 *   p_actor_id => act_as(:actorId, :address, :reason),
 *   p_id => :id!,
 *   p_name => :name!,
 *   p_max_images => :maxImages!,
 *   p_reference_image_limit => :referenceImageLimit!,
 *   p_position => :position,
 *   p_enabled => :enabled!,
 *   p_default_for => :defaultFor,
 *   p_providers => :providers!,
 *   p_provider_models => :providerModels!,
 *   p_aliases => :aliases,
 *   p_capabilities => :capabilities
 * ) as "unpriced?"
 * ```
 */
export const putModel = prepareQuery<IPutModelParams, IPutModelResult>(putModelIR);
