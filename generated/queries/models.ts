/** Types generated for queries found in "sql/queries/models.sql" */
import { PreparedQuery } from "@pgtyped/runtime";

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
