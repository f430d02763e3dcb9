/** Types generated for queries found in "sql/queries/prices.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type numberArray = number[];

export type stringArray = string[];

/** 'ReplacePrices' parameters type */
export interface IReplacePricesParams {
  actorId?: string | null | void;
  address?: string | null | void;
  credits: readonly (numberArray[number] | null)[];
  dialects: readonly (stringArray[number] | null)[];
  models: readonly (stringArray[number] | null)[];
  qualities: readonly (stringArray[number] | null)[];
  reason?: string | null | void;
  tiers: readonly (stringArray[number] | null)[];
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
  text: 'select admin_replace_prices(\n  p_actor_id => act_as($1, $2, $3),\n  p_dialects => $4,\n  p_models => $5,\n  p_tiers => $6,\n  p_qualities => $7,\n  p_credits => $8\n) as "unpriced?"',
  params: ["actorId", "address", "reason", "dialects", "models", "tiers", "qualities", "credits"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_replace_prices(
 *   p_actor_id => act_as(:actorId, :address, :reason),
 *   p_dialects => :dialects!,
 *   p_models => :models!,
 *   p_tiers => :tiers!,
 *   p_qualities => :qualities!,
 *   p_credits => :credits!
 * ) as "unpriced?"
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
  address?: string | null | void;
  credits: number;
  dialect: string;
  model: string;
  quality: string;
  reason?: string | null | void;
  tier: string;
}

/** 'SetPrice' return type */
export interface ISetPriceResult {
  done: undefined | null;
}

/** 'SetPrice' query type */
export interface ISetPriceQuery {
  params: ISetPriceParams;
  result: ISetPriceResult;
}

const setPriceIR: any = {
  text: 'select admin_set_price(\n  p_actor_id => act_as($1, $2, $3),\n  p_dialect => $4,\n  p_model => $5,\n  p_tier => $6,\n  p_quality => $7,\n  p_credits => $8\n) as "done?"',
  params: ["actorId", "address", "reason", "dialect", "model", "tier", "quality", "credits"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_set_price(
 *   p_actor_id => act_as(:actorId, :address, :reason),
 *   p_dialect => :dialect!,
 *   p_model => :model!,
 *   p_tier => :tier!,
 *   p_quality => :quality!,
 *   p_credits => :credits!
 * ) as "done?"
 * ```
 */
export const setPrice = prepareQuery<ISetPriceParams, ISetPriceResult>(setPriceIR);

/** 'RemovePrice' parameters type */
export interface IRemovePriceParams {
  actorId?: string | null | void;
  address?: string | null | void;
  dialect: string;
  model: string;
  quality: string;
  reason?: string | null | void;
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
  text: 'select admin_remove_price(\n  p_actor_id => act_as($1, $2, $3),\n  p_dialect => $4,\n  p_model => $5,\n  p_tier => $6,\n  p_quality => $7\n) as "unpriced?"',
  params: ["actorId", "address", "reason", "dialect", "model", "tier", "quality"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_remove_price(
 *   p_actor_id => act_as(:actorId, :address, :reason),
 *   p_dialect => :dialect!,
 *   p_model => :model!,
 *   p_tier => :tier!,
 *   p_quality => :quality!
 * ) as "unpriced?"
 * ```
 */
export const removePrice = prepareQuery<IRemovePriceParams, IRemovePriceResult>(removePriceIR);
