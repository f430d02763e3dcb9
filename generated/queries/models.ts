/** Types generated for queries found in "sql/queries/models.sql" */
import { PreparedQuery } from "@pgtyped/runtime";

export type stringArray = string[];

/** 'ListModels' parameters type */
export interface IListModelsParams {
  dialect: string;
}

/** 'ListModels' return type */
export interface IListModelsResult {
  createdAt: Date;
  id: string;
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
  usedParamSet: { dialect: true },
  params: [
    {
      name: "dialect",
      required: true,
      transform: { type: "scalar" },
      locs: [
        { a: 117, b: 125 },
        { a: 174, b: 182 },
        { a: 231, b: 239 },
      ],
    },
  ],
  statement:
    "select\n  m.id, m.name, m.provider, m.provider_model, m.max_images, m.reference_image_limit, m.created_at,\n  price_of(:dialect!, m.id, '1K', 'auto') as \"price1k?\",\n  price_of(:dialect!, m.id, '2K', 'auto') as \"price2k?\",\n  price_of(:dialect!, m.id, '4K', 'auto') as \"price4k?\"\nfrom models m\nwhere m.enabled\norder by m.position, m.id",
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   m.id, m.name, m.provider, m.provider_model, m.max_images, m.reference_image_limit, m.created_at,
 *   price_of(:dialect!, m.id, '1K', 'auto') as "price1k?",
 *   price_of(:dialect!, m.id, '2K', 'auto') as "price2k?",
 *   price_of(:dialect!, m.id, '4K', 'auto') as "price4k?"
 * from models m
 * where m.enabled
 * order by m.position, m.id
 * ```
 */
export const listModels = new PreparedQuery<IListModelsParams, IListModelsResult>(listModelsIR);

/** 'FindModel' parameters type */
export interface IFindModelParams {
  id: string;
}

/** 'FindModel' return type */
export interface IFindModelResult {
  createdAt: Date;
  id: string;
  maxImages: number;
  name: string;
  provider: string;
  providerModel: string;
  referenceImageLimit: number;
}

/** 'FindModel' query type */
export interface IFindModelQuery {
  params: IFindModelParams;
  result: IFindModelResult;
}

const findModelIR: any = {
  usedParamSet: { id: true },
  params: [
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 112, b: 115 }] },
  ],
  statement:
    "select id, name, provider, provider_model, max_images, reference_image_limit, created_at\nfrom models\nwhere id = :id! and enabled",
};

/**
 * Query generated from SQL:
 * ```
 * select id, name, provider, provider_model, max_images, reference_image_limit, created_at
 * from models
 * where id = :id! and enabled
 * ```
 */
export const findModel = new PreparedQuery<IFindModelParams, IFindModelResult>(findModelIR);

/** 'ListAllModels' parameters type */
export type IListAllModelsParams = void;

/** 'ListAllModels' return type */
export interface IListAllModelsResult {
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
  usedParamSet: {},
  params: [],
  statement:
    "select\n  m.id, m.name, m.provider, m.provider_model, m.max_images, m.reference_image_limit, m.position,\n  m.enabled,\n  array(\n    select r.provider || ':' || r.provider_model\n    from model_routes r\n    where r.model = m.id\n    order by r.position\n  ) as \"routes!\"\nfrom models m\norder by m.position, m.id",
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   m.id, m.name, m.provider, m.provider_model, m.max_images, m.reference_image_limit, m.position,
 *   m.enabled,
 *   array(
 *     select r.provider || ':' || r.provider_model
 *     from model_routes r
 *     where r.model = m.id
 *     order by r.position
 *   ) as "routes!"
 * from models m
 * order by m.position, m.id
 * ```
 */
export const listAllModels = new PreparedQuery<IListAllModelsParams, IListAllModelsResult>(
  listAllModelsIR,
);

/** 'AddModel' parameters type */
export interface IAddModelParams {
  id: string;
  maxImages: number;
  name: string;
  position: number;
  provider: string;
  providerModel: string;
  referenceImageLimit: number;
}

/** 'AddModel' return type */
export interface IAddModelResult {
  id: string;
}

/** 'AddModel' query type */
export interface IAddModelQuery {
  params: IAddModelParams;
  result: IAddModelResult;
}

const addModelIR: any = {
  usedParamSet: {
    id: true,
    name: true,
    provider: true,
    providerModel: true,
    maxImages: true,
    referenceImageLimit: true,
    position: true,
  },
  params: [
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 116, b: 119 }] },
    { name: "name", required: true, transform: { type: "scalar" }, locs: [{ a: 122, b: 127 }] },
    { name: "provider", required: true, transform: { type: "scalar" }, locs: [{ a: 130, b: 139 }] },
    {
      name: "providerModel",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 142, b: 156 }],
    },
    {
      name: "maxImages",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 159, b: 169 }],
    },
    {
      name: "referenceImageLimit",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 172, b: 192 }],
    },
    { name: "position", required: true, transform: { type: "scalar" }, locs: [{ a: 195, b: 204 }] },
  ],
  statement:
    "insert into models (\n  id, name, provider, provider_model, max_images, reference_image_limit, position\n)\nvalues (\n  :id!, :name!, :provider!, :providerModel!, :maxImages!, :referenceImageLimit!, :position!\n)\non conflict (id) do nothing\nreturning id",
};

/**
 * Query generated from SQL:
 * ```
 * insert into models (
 *   id, name, provider, provider_model, max_images, reference_image_limit, position
 * )
 * values (
 *   :id!, :name!, :provider!, :providerModel!, :maxImages!, :referenceImageLimit!, :position!
 * )
 * on conflict (id) do nothing
 * returning id
 * ```
 */
export const addModel = new PreparedQuery<IAddModelParams, IAddModelResult>(addModelIR);

/** 'SetModel' parameters type */
export interface ISetModelParams {
  enabled?: boolean | null | void;
  id: string;
  maxImages?: number | null | void;
  name?: string | null | void;
  position?: number | null | void;
  provider?: string | null | void;
  providerModel?: string | null | void;
  referenceImageLimit?: number | null | void;
}

/** 'SetModel' return type */
export interface ISetModelResult {
  id: string;
}

/** 'SetModel' query type */
export interface ISetModelQuery {
  params: ISetModelParams;
  result: ISetModelResult;
}

const setModelIR: any = {
  usedParamSet: {
    name: true,
    provider: true,
    providerModel: true,
    maxImages: true,
    referenceImageLimit: true,
    position: true,
    enabled: true,
    id: true,
  },
  params: [
    { name: "name", required: false, transform: { type: "scalar" }, locs: [{ a: 34, b: 38 }] },
    { name: "provider", required: false, transform: { type: "scalar" }, locs: [{ a: 70, b: 78 }] },
    {
      name: "providerModel",
      required: false,
      transform: { type: "scalar" },
      locs: [{ a: 120, b: 133 }],
    },
    {
      name: "maxImages",
      required: false,
      transform: { type: "scalar" },
      locs: [{ a: 177, b: 186 }],
    },
    {
      name: "referenceImageLimit",
      required: false,
      transform: { type: "scalar" },
      locs: [{ a: 237, b: 256 }],
    },
    {
      name: "position",
      required: false,
      transform: { type: "scalar" },
      locs: [{ a: 305, b: 313 }],
    },
    { name: "enabled", required: false, transform: { type: "scalar" }, locs: [{ a: 348, b: 355 }] },
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 378, b: 381 }] },
  ],
  statement:
    "update models\nset name = coalesce(:name, name),\n  provider = coalesce(:provider, provider),\n  provider_model = coalesce(:providerModel, provider_model),\n  max_images = coalesce(:maxImages, max_images),\n  reference_image_limit = coalesce(:referenceImageLimit, reference_image_limit),\n  position = coalesce(:position, position),\n  enabled = coalesce(:enabled, enabled)\nwhere id = :id!\nreturning id",
};

/**
 * Query generated from SQL:
 * ```
 * update models
 * set name = coalesce(:name, name),
 *   provider = coalesce(:provider, provider),
 *   provider_model = coalesce(:providerModel, provider_model),
 *   max_images = coalesce(:maxImages, max_images),
 *   reference_image_limit = coalesce(:referenceImageLimit, reference_image_limit),
 *   position = coalesce(:position, position),
 *   enabled = coalesce(:enabled, enabled)
 * where id = :id!
 * returning id
 * ```
 */
export const setModel = new PreparedQuery<ISetModelParams, ISetModelResult>(setModelIR);

/** 'SetModelRoutes' parameters type */
export interface ISetModelRoutesParams {
  model: string;
  providerModels: stringArray;
  providers: stringArray;
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
  usedParamSet: { model: true, providers: true, providerModels: true },
  params: [
    { name: "model", required: true, transform: { type: "scalar" }, locs: [{ a: 24, b: 30 }] },
    { name: "providers", required: true, transform: { type: "scalar" }, locs: [{ a: 33, b: 43 }] },
    {
      name: "providerModels",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 46, b: 61 }],
    },
  ],
  statement: 'select set_model_routes(:model!, :providers!, :providerModels!) as "found!"',
};

/**
 * Query generated from SQL:
 * ```
 * select set_model_routes(:model!, :providers!, :providerModels!) as "found!"
 * ```
 */
export const setModelRoutes = new PreparedQuery<ISetModelRoutesParams, ISetModelRoutesResult>(
  setModelRoutesIR,
);

/** 'ListPrices' parameters type */
export type IListPricesParams = void;

/** 'ListPrices' return type */
export interface IListPricesResult {
  credits: number;
  dialect: string;
  model: string;
  quality: string;
  tier: string;
}

/** 'ListPrices' query type */
export interface IListPricesQuery {
  params: IListPricesParams;
  result: IListPricesResult;
}

const listPricesIR: any = {
  usedParamSet: {},
  params: [],
  statement:
    "select dialect, model, tier, quality, credits\nfrom prices\norder by dialect, model, tier, quality",
};

/**
 * Query generated from SQL:
 * ```
 * select dialect, model, tier, quality, credits
 * from prices
 * order by dialect, model, tier, quality
 * ```
 */
export const listPrices = new PreparedQuery<IListPricesParams, IListPricesResult>(listPricesIR);

/** 'SetPrice' parameters type */
export interface ISetPriceParams {
  credits: number;
  dialect: string;
  model: string;
  quality: string;
  tier: string;
}

/** 'SetPrice' return type */
export interface ISetPriceResult {
  credits: number;
  dialect: string;
  model: string;
  quality: string;
  tier: string;
}

/** 'SetPrice' query type */
export interface ISetPriceQuery {
  params: ISetPriceParams;
  result: ISetPriceResult;
}

const setPriceIR: any = {
  usedParamSet: { dialect: true, model: true, tier: true, quality: true, credits: true },
  params: [
    { name: "dialect", required: true, transform: { type: "scalar" }, locs: [{ a: 68, b: 76 }] },
    { name: "model", required: true, transform: { type: "scalar" }, locs: [{ a: 79, b: 85 }] },
    { name: "tier", required: true, transform: { type: "scalar" }, locs: [{ a: 88, b: 93 }] },
    { name: "quality", required: true, transform: { type: "scalar" }, locs: [{ a: 96, b: 104 }] },
    { name: "credits", required: true, transform: { type: "scalar" }, locs: [{ a: 107, b: 115 }] },
  ],
  statement:
    "insert into prices (dialect, model, tier, quality, credits)\nvalues (:dialect!, :model!, :tier!, :quality!, :credits!)\non conflict (dialect, model, tier, quality) do update\nset credits = excluded.credits\nreturning dialect, model, tier, quality, credits",
};

/**
 * Query generated from SQL:
 * ```
 * insert into prices (dialect, model, tier, quality, credits)
 * values (:dialect!, :model!, :tier!, :quality!, :credits!)
 * on conflict (dialect, model, tier, quality) do update
 * set credits = excluded.credits
 * returning dialect, model, tier, quality, credits
 * ```
 */
export const setPrice = new PreparedQuery<ISetPriceParams, ISetPriceResult>(setPriceIR);
