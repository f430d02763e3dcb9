/** Types generated for queries found in "sql/queries/legacy-sizes.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type numberArray = number[];

/** 'ListLegacySizes' parameters type */
export type IListLegacySizesParams = void;

/** 'ListLegacySizes' return type */
export interface IListLegacySizesResult {
  generatedHeight: number;
  generatedWidth: number;
  height: number;
  width: number;
}

/** 'ListLegacySizes' query type */
export interface IListLegacySizesQuery {
  params: IListLegacySizesParams;
  result: IListLegacySizesResult;
}

const listLegacySizesIR: any = {
  text: "select width, height, generated_width, generated_height\nfrom legacy_sizes\norder by width, height",
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * select width, height, generated_width, generated_height
 * from legacy_sizes
 * order by width, height
 * ```
 */
export const listLegacySizes = prepareQuery<IListLegacySizesParams, IListLegacySizesResult>(
  listLegacySizesIR,
);

/** 'FindLegacySize' parameters type */
export interface IFindLegacySizeParams {
  height: number;
  width: number;
}

/** 'FindLegacySize' return type */
export interface IFindLegacySizeResult {
  generatedHeight: number;
  generatedWidth: number;
}

/** 'FindLegacySize' query type */
export interface IFindLegacySizeQuery {
  params: IFindLegacySizeParams;
  result: IFindLegacySizeResult;
}

const findLegacySizeIR: any = {
  text: "select generated_width, generated_height\nfrom legacy_sizes\nwhere width = $1 and height = $2",
  params: ["width", "height"],
};

/**
 * Query generated from SQL:
 * ```
 * select generated_width, generated_height
 * from legacy_sizes
 * where width = :width! and height = :height!
 * ```
 */
export const findLegacySize = prepareQuery<IFindLegacySizeParams, IFindLegacySizeResult>(
  findLegacySizeIR,
);

/** 'ReplaceLegacySizes' parameters type */
export interface IReplaceLegacySizesParams {
  actorId?: string | null | void;
  address?: string | null | void;
  generatedHeights: readonly (numberArray[number] | null)[];
  generatedWidths: readonly (numberArray[number] | null)[];
  heights: readonly (numberArray[number] | null)[];
  reason?: string | null | void;
  widths: readonly (numberArray[number] | null)[];
}

/** 'ReplaceLegacySizes' return type */
export interface IReplaceLegacySizesResult {
  done: undefined | null;
}

/** 'ReplaceLegacySizes' query type */
export interface IReplaceLegacySizesQuery {
  params: IReplaceLegacySizesParams;
  result: IReplaceLegacySizesResult;
}

const replaceLegacySizesIR: any = {
  text: 'select admin_replace_legacy_sizes(\n  p_actor_id => act_as($1, $2, $3),\n  p_widths => $4,\n  p_heights => $5,\n  p_generated_widths => $6,\n  p_generated_heights => $7\n) as "done?"',
  params: [
    "actorId",
    "address",
    "reason",
    "widths",
    "heights",
    "generatedWidths",
    "generatedHeights",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_replace_legacy_sizes(
 *   p_actor_id => act_as(:actorId, :address, :reason),
 *   p_widths => :widths!,
 *   p_heights => :heights!,
 *   p_generated_widths => :generatedWidths!,
 *   p_generated_heights => :generatedHeights!
 * ) as "done?"
 * ```
 */
export const replaceLegacySizes = prepareQuery<
  IReplaceLegacySizesParams,
  IReplaceLegacySizesResult
>(replaceLegacySizesIR);

/** 'SetLegacySize' parameters type */
export interface ISetLegacySizeParams {
  actorId?: string | null | void;
  address?: string | null | void;
  generatedHeight: number;
  generatedWidth: number;
  height: number;
  reason?: string | null | void;
  width: number;
}

/** 'SetLegacySize' return type */
export interface ISetLegacySizeResult {
  done: undefined | null;
}

/** 'SetLegacySize' query type */
export interface ISetLegacySizeQuery {
  params: ISetLegacySizeParams;
  result: ISetLegacySizeResult;
}

const setLegacySizeIR: any = {
  text: 'select admin_set_legacy_size(\n  p_actor_id => act_as($1, $2, $3),\n  p_width => $4,\n  p_height => $5,\n  p_generated_width => $6,\n  p_generated_height => $7\n) as "done?"',
  params: ["actorId", "address", "reason", "width", "height", "generatedWidth", "generatedHeight"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_set_legacy_size(
 *   p_actor_id => act_as(:actorId, :address, :reason),
 *   p_width => :width!,
 *   p_height => :height!,
 *   p_generated_width => :generatedWidth!,
 *   p_generated_height => :generatedHeight!
 * ) as "done?"
 * ```
 */
export const setLegacySize = prepareQuery<ISetLegacySizeParams, ISetLegacySizeResult>(
  setLegacySizeIR,
);

/** 'RemoveLegacySize' parameters type */
export interface IRemoveLegacySizeParams {
  actorId?: string | null | void;
  address?: string | null | void;
  height: number;
  reason?: string | null | void;
  width: number;
}

/** 'RemoveLegacySize' return type */
export interface IRemoveLegacySizeResult {
  isRemoved: boolean;
}

/** 'RemoveLegacySize' query type */
export interface IRemoveLegacySizeQuery {
  params: IRemoveLegacySizeParams;
  result: IRemoveLegacySizeResult;
}

const removeLegacySizeIR: any = {
  text: 'select admin_remove_legacy_size(\n  p_actor_id => act_as($1, $2, $3),\n  p_width => $4,\n  p_height => $5\n) as "isRemoved!"',
  params: ["actorId", "address", "reason", "width", "height"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_remove_legacy_size(
 *   p_actor_id => act_as(:actorId, :address, :reason),
 *   p_width => :width!,
 *   p_height => :height!
 * ) as "isRemoved!"
 * ```
 */
export const removeLegacySize = prepareQuery<IRemoveLegacySizeParams, IRemoveLegacySizeResult>(
  removeLegacySizeIR,
);
