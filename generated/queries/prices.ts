/** Types generated for queries found in "sql/queries/prices.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type stringArray = string[];

/** 'ReplacePrices' parameters type */
export interface IReplacePricesParams {
  actorId?: string | null | void;
  prices: Json;
}

/** 'ReplacePrices' return type */
export interface IReplacePricesResult {
  unpriced: string | null;
}

/** 'ReplacePrices' query type */
export interface IReplacePricesQuery {
  params: IReplacePricesParams;
  result: IReplacePricesResult;
}

const replacePricesIR: any = {
  text: 'select admin_replace_prices($1, $2) as "unpriced?"',
  params: ["actorId", "prices"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_replace_prices(:actorId, :prices!) as "unpriced?"
 * ```
 */
export const replacePrices = prepareQuery<IReplacePricesParams, IReplacePricesResult>(
  replacePricesIR,
);

/** 'FindQuote' parameters type */
export interface IFindQuoteParams {
  accountId: string;
  dialect: string;
  model: string;
  quality: string;
  tier: string;
}

/** 'FindQuote' return type */
export interface IFindQuoteResult {
  monthLeft: number | null;
  spendable: number;
  unitCredits: number | null;
}

/** 'FindQuote' query type */
export interface IFindQuoteQuery {
  params: IFindQuoteParams;
  result: IFindQuoteResult;
}

const findQuoteIR: any = {
  text: 'select\n  find_price($1, $2, $3, $4) as "unitCredits?",\n  spendable_credits(a.id, clock()) as "spendable!",\n  p.monthly_credit_cap - case\n    when a.spend_month = month_start(clock()) then a.month_spend else 0\n  end as "monthLeft?"\nfrom accounts a\n  join plans p on p.id = a.plan_id\nwhere a.id = $5',
  params: ["dialect", "model", "tier", "quality", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   find_price(:dialect!, :model!, :tier!, :quality!) as "unitCredits?",
 *   spendable_credits(a.id, clock()) as "spendable!",
 *   p.monthly_credit_cap - case
 *     when a.spend_month = month_start(clock()) then a.month_spend else 0
 *   end as "monthLeft?"
 * from accounts a
 *   join plans p on p.id = a.plan_id
 * where a.id = :accountId!
 * ```
 */
export const findQuote = prepareQuery<IFindQuoteParams, IFindQuoteResult>(findQuoteIR);

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
  text: "select dialect, model, tier, quality, credits\nfrom prices\norder by dialect, model, tier, quality",
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * select dialect, model, tier, quality, credits
 * from prices
 * order by dialect, model, tier, quality
 * ```
 */
export const listPrices = prepareQuery<IListPricesParams, IListPricesResult>(listPricesIR);

/** 'SetPrice' parameters type */
export interface ISetPriceParams {
  actorId?: string | null | void;
  price: Json;
}

/** 'SetPrice' return type */
export interface ISetPriceResult {
  set: undefined | null;
}

/** 'SetPrice' query type */
export interface ISetPriceQuery {
  params: ISetPriceParams;
  result: ISetPriceResult;
}

const setPriceIR: any = {
  text: 'select admin_set_price($1, $2) as "set?"',
  params: ["actorId", "price"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_set_price(:actorId, :price!) as "set?"
 * ```
 */
export const setPrice = prepareQuery<ISetPriceParams, ISetPriceResult>(setPriceIR);

/** 'RemovePrice' parameters type */
export interface IRemovePriceParams {
  actorId?: string | null | void;
  dialect: string;
  model: string;
  quality: string;
  tier: string;
}

/** 'RemovePrice' return type */
export interface IRemovePriceResult {
  unpriced: stringArray | null;
}

/** 'RemovePrice' query type */
export interface IRemovePriceQuery {
  params: IRemovePriceParams;
  result: IRemovePriceResult;
}

const removePriceIR: any = {
  text: 'select admin_remove_price($1, $2, $3, $4, $5) as "unpriced?"',
  params: ["actorId", "dialect", "model", "tier", "quality"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_remove_price(:actorId, :dialect!, :model!, :tier!, :quality!) as "unpriced?"
 * ```
 */
export const removePrice = prepareQuery<IRemovePriceParams, IRemovePriceResult>(removePriceIR);
