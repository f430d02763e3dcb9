/** Types generated for queries found in "sql/queries/keys.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type budget_period = "day" | "lifetime" | "month";

export type key_scope = "generate" | "manage" | "read";

export type key_state = "active" | "expired" | "revoked";

export type BufferArray = Buffer[];

export type NumberOrString = number | string;

export type key_scopeArray = key_scope[];

export type stringArray = string[];

/** 'CreateKey' parameters type */
export interface ICreateKeyParams {
  accountId: string;
  actorId?: string | null | void;
  address?: string | null | void;
  allowedAddresses?: readonly (stringArray[number] | null)[] | null | void;
  budgetCredits?: number | null | void;
  budgetPeriod?: budget_period | null | void;
  creatorId?: string | null | void;
  dialect: string;
  expiresInSeconds?: number | null | void;
  hash: Buffer;
  id: string;
  isAudited: boolean;
  jsonKeepAlive?: boolean | null | void;
  label?: string | null | void;
  lastFour: string;
  maxActive: number;
  prefix: string;
  reason?: string | null | void;
  requestsPerHour?: number | null | void;
  runningLimit?: number | null | void;
  scopes: readonly (key_scopeArray[number] | null)[];
  secretId: string;
}

/** 'CreateKey' return type */
export interface ICreateKeyResult {
  audited: string | null;
  expiresAt: Date | null;
  id: string;
}

/** 'CreateKey' query type */
export interface ICreateKeyQuery {
  params: ICreateKeyParams;
  result: ICreateKeyResult;
}

const createKeyIR: any = {
  text: "select\n  id as \"id!\", expires_at as \"expiresAt?\",\n  case\n    when $1::boolean then write_audit_entry(\n      p_actor_id => act_as($2, $3),\n      p_action => 'key.create',\n      p_account_id => $4,\n      p_subject => id::text,\n      p_reason => $5,\n      p_details => jsonb_build_object('after', jsonb_build_object(\n        'dialect', $6::text, 'label', $7::text, 'last_four', $8::text,\n        'expires_at', expires_at, 'allowed_addresses', $9::text[], 'scopes', $10::text[],\n        'budget', to_budget_text($11, $12::budget_period),\n        'json_keep_alive', $13::boolean\n      ))\n    )::text\n  end as \"audited?\"\nfrom create_key_2(\n  p_id => $14,\n  p_account_id => $4,\n  p_dialect => $6,\n  p_label => $7,\n  p_requests_per_hour => $15,\n  p_running_limit => $16,\n  p_expires_in_seconds => $17,\n  p_secret_id => $18,\n  p_hash => $19,\n  p_prefix => $20,\n  p_last_four => $8,\n  p_max_active => $21,\n  p_allowed_addresses => (\n    select array_agg(network(allowed.address::inet) order by allowed.number)\n    from unnest($9::text[]) with ordinality allowed (address, number)\n  ),\n  p_scopes => $10::key_scope[],\n  p_creator_id => $22,\n  p_budget_credits => $11,\n  p_budget_period => $12::budget_period,\n  p_json_keep_alive => $13\n)",
  params: [
    "isAudited",
    "actorId",
    "address",
    "accountId",
    "reason",
    "dialect",
    "label",
    "lastFour",
    "allowedAddresses",
    "scopes",
    "budgetCredits",
    "budgetPeriod",
    "jsonKeepAlive",
    "id",
    "requestsPerHour",
    "runningLimit",
    "expiresInSeconds",
    "secretId",
    "hash",
    "prefix",
    "maxActive",
    "creatorId",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   id as "id!", expires_at as "expiresAt?",
 *   case
 *     when :isAudited!::boolean then write_audit_entry(
 *       p_actor_id => act_as(:actorId, :address),
 *       p_action => 'key.create',
 *       p_account_id => :accountId!,
 *       p_subject => id::text,
 *       p_reason => :reason,
 *       p_details => jsonb_build_object('after', jsonb_build_object(
 *         'dialect', :dialect!::text, 'label', :label::text, 'last_four', :lastFour!::text,
 *         'expires_at', expires_at, 'allowed_addresses', :allowedAddresses::text[], 'scopes', :scopes!::text[],
 *         'budget', to_budget_text(:budgetCredits, :budgetPeriod::budget_period),
 *         'json_keep_alive', :jsonKeepAlive::boolean
 *       ))
 *     )::text
 *   end as "audited?"
 * from create_key_2(
 *   p_id => :id!,
 *   p_account_id => :accountId!,
 *   p_dialect => :dialect!,
 *   p_label => :label,
 *   p_requests_per_hour => :requestsPerHour,
 *   p_running_limit => :runningLimit,
 *   p_expires_in_seconds => :expiresInSeconds,
 *   p_secret_id => :secretId!,
 *   p_hash => :hash!,
 *   p_prefix => :prefix!,
 *   p_last_four => :lastFour!,
 *   p_max_active => :maxActive!,
 *   p_allowed_addresses => (
 *     select array_agg(network(allowed.address::inet) order by allowed.number)
 *     from unnest(:allowedAddresses::text[]) with ordinality allowed (address, number)
 *   ),
 *   p_scopes => :scopes!::key_scope[],
 *   p_creator_id => :creatorId,
 *   p_budget_credits => :budgetCredits,
 *   p_budget_period => :budgetPeriod::budget_period,
 *   p_json_keep_alive => :jsonKeepAlive
 * )
 * ```
 */
export const createKey = prepareQuery<ICreateKeyParams, ICreateKeyResult>(createKeyIR);

/** 'UpdateKey' parameters type */
export interface IUpdateKeyParams {
  accountId: string;
  actorId?: string | null | void;
  address?: string | null | void;
  allowedAddresses?: readonly (stringArray[number] | null)[] | null | void;
  budgetCredits?: number | null | void;
  budgetPeriod?: budget_period | null | void;
  changed: readonly (stringArray[number] | null)[];
  expiresInSeconds?: number | null | void;
  id: string;
  jsonKeepAlive?: boolean | null | void;
  label?: string | null | void;
  managerId?: string | null | void;
  reason?: string | null | void;
  requestsPerHour?: number | null | void;
  runningLimit?: number | null | void;
  scopes?: readonly (key_scopeArray[number] | null)[] | null | void;
}

/** 'UpdateKey' return type */
export interface IUpdateKeyResult {
  isUpdated: boolean | null;
}

/** 'UpdateKey' query type */
export interface IUpdateKeyQuery {
  params: IUpdateKeyParams;
  result: IUpdateKeyResult;
}

const updateKeyIR: any = {
  text: 'select update_key_2(\n  p_id => $1,\n  p_account_id => $2,\n  p_actor_id => act_as($3, $4),\n  p_reason => $5,\n  p_manager_id => $6,\n  p_changed => $7::text[],\n  p_label => $8,\n  p_requests_per_hour => $9,\n  p_running_limit => $10,\n  p_expires_in_seconds => $11,\n  p_allowed_addresses => (\n    select array_agg(network(allowed.address::inet) order by allowed.number)\n    from unnest($12::text[]) with ordinality allowed (address, number)\n  ),\n  p_scopes => $13::key_scope[],\n  p_budget_credits => $14,\n  p_budget_period => $15::budget_period,\n  p_json_keep_alive => $16\n) as "isUpdated?"',
  params: [
    "id",
    "accountId",
    "actorId",
    "address",
    "reason",
    "managerId",
    "changed",
    "label",
    "requestsPerHour",
    "runningLimit",
    "expiresInSeconds",
    "allowedAddresses",
    "scopes",
    "budgetCredits",
    "budgetPeriod",
    "jsonKeepAlive",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * select update_key_2(
 *   p_id => :id!,
 *   p_account_id => :accountId!,
 *   p_actor_id => act_as(:actorId, :address),
 *   p_reason => :reason,
 *   p_manager_id => :managerId,
 *   p_changed => :changed!::text[],
 *   p_label => :label,
 *   p_requests_per_hour => :requestsPerHour,
 *   p_running_limit => :runningLimit,
 *   p_expires_in_seconds => :expiresInSeconds,
 *   p_allowed_addresses => (
 *     select array_agg(network(allowed.address::inet) order by allowed.number)
 *     from unnest(:allowedAddresses::text[]) with ordinality allowed (address, number)
 *   ),
 *   p_scopes => :scopes::key_scope[],
 *   p_budget_credits => :budgetCredits,
 *   p_budget_period => :budgetPeriod::budget_period,
 *   p_json_keep_alive => :jsonKeepAlive
 * ) as "isUpdated?"
 * ```
 */
export const updateKey = prepareQuery<IUpdateKeyParams, IUpdateKeyResult>(updateKeyIR);

/** 'ReportLeakedKey' parameters type */
export interface IReportLeakedKeyParams {
  address?: string | null | void;
  hash: Buffer;
}

/** 'ReportLeakedKey' return type */
export interface IReportLeakedKeyResult {
  done: string | null;
}

/** 'ReportLeakedKey' query type */
export interface IReportLeakedKeyQuery {
  params: IReportLeakedKeyParams;
  result: IReportLeakedKeyResult;
}

const reportLeakedKeyIR: any = {
  text: 'select report_leaked_key($1, $2)::text as "done?"',
  params: ["hash", "address"],
};

/**
 * Query generated from SQL:
 * ```
 * select report_leaked_key(:hash!, :address)::text as "done?"
 * ```
 */
export const reportLeakedKey = prepareQuery<IReportLeakedKeyParams, IReportLeakedKeyResult>(
  reportLeakedKeyIR,
);

/** 'RotateKey' parameters type */
export interface IRotateKeyParams {
  accountId: string;
  actorId?: string | null | void;
  address?: string | null | void;
  hash: Buffer;
  id: string;
  isAudited: boolean;
  lastFour: string;
  overlapSeconds: number;
  prefix: string;
  reason?: string | null | void;
  secretId: string;
}

/** 'RotateKey' return type */
export interface IRotateKeyResult {
  audited: string | null;
  keyId: string;
}

/** 'RotateKey' query type */
export interface IRotateKeyQuery {
  params: IRotateKeyParams;
  result: IRotateKeyResult;
}

const rotateKeyIR: any = {
  text: "select\n  key_id as \"keyId!\",\n  case\n    when $1::boolean then write_audit_entry(\n      p_actor_id => act_as($2, $3),\n      p_action => 'key.rotate',\n      p_account_id => $4,\n      p_subject => key_id::text,\n      p_reason => $5,\n      p_details => jsonb_build_object('after', jsonb_build_object(\n        'last_four', $6::text, 'overlap_seconds', $7::integer\n      ))\n    )::text\n  end as \"audited?\"\nfrom replace_key_secret(\n  p_key_id => $8,\n  p_account_id => $4,\n  p_overlap => $7::integer * interval '1 second',\n  p_secret_id => $9,\n  p_hash => $10,\n  p_prefix => $11,\n  p_last_four => $6\n) as t (key_id)",
  params: [
    "isAudited",
    "actorId",
    "address",
    "accountId",
    "reason",
    "lastFour",
    "overlapSeconds",
    "id",
    "secretId",
    "hash",
    "prefix",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   key_id as "keyId!",
 *   case
 *     when :isAudited!::boolean then write_audit_entry(
 *       p_actor_id => act_as(:actorId, :address),
 *       p_action => 'key.rotate',
 *       p_account_id => :accountId!,
 *       p_subject => key_id::text,
 *       p_reason => :reason,
 *       p_details => jsonb_build_object('after', jsonb_build_object(
 *         'last_four', :lastFour!::text, 'overlap_seconds', :overlapSeconds!::integer
 *       ))
 *     )::text
 *   end as "audited?"
 * from replace_key_secret(
 *   p_key_id => :id!,
 *   p_account_id => :accountId!,
 *   p_overlap => :overlapSeconds!::integer * interval '1 second',
 *   p_secret_id => :secretId!,
 *   p_hash => :hash!,
 *   p_prefix => :prefix!,
 *   p_last_four => :lastFour!
 * ) as t (key_id)
 * ```
 */
export const rotateKey = prepareQuery<IRotateKeyParams, IRotateKeyResult>(rotateKeyIR);

/** 'RevokeKey' parameters type */
export interface IRevokeKeyParams {
  accountId?: string | null | void;
  actorId?: string | null | void;
  address?: string | null | void;
  id: string;
  isAudited: boolean;
  reason?: string | null | void;
}

/** 'RevokeKey' return type */
export interface IRevokeKeyResult {
  audited: string | null;
  id: string;
  revokedAt: Date | null;
}

/** 'RevokeKey' query type */
export interface IRevokeKeyQuery {
  params: IRevokeKeyParams;
  result: IRevokeKeyResult;
}

const revokeKeyIR: any = {
  text: "with former as (\n  select id, revoked_at\n  from keys\n  where id = $1 and ($2::uuid is null or account_id = $2)\n  for no key update\n), revoked as (\n  update keys k\n  set revoked_at = coalesce(k.revoked_at, clock())\n  from former\n  where k.id = former.id\n  returning k.id, k.account_id, k.revoked_at, former.revoked_at is null as is_new\n)\nselect\n  id, revoked_at,\n  case\n    when $3::boolean and is_new then write_audit_entry(\n      p_actor_id => act_as($4, $5),\n      p_action => 'key.revoke',\n      p_account_id => account_id,\n      p_subject => id::text,\n      p_reason => $6,\n      p_details => audit_diff('revoked', false, true)\n    )::text\n  end as \"audited?\"\nfrom revoked",
  params: ["id", "accountId", "isAudited", "actorId", "address", "reason"],
};

/**
 * Query generated from SQL:
 * ```
 * with former as (
 *   select id, revoked_at
 *   from keys
 *   where id = :id! and (:accountId::uuid is null or account_id = :accountId)
 *   for no key update
 * ), revoked as (
 *   update keys k
 *   set revoked_at = coalesce(k.revoked_at, clock())
 *   from former
 *   where k.id = former.id
 *   returning k.id, k.account_id, k.revoked_at, former.revoked_at is null as is_new
 * )
 * select
 *   id, revoked_at,
 *   case
 *     when :isAudited!::boolean and is_new then write_audit_entry(
 *       p_actor_id => act_as(:actorId, :address),
 *       p_action => 'key.revoke',
 *       p_account_id => account_id,
 *       p_subject => id::text,
 *       p_reason => :reason,
 *       p_details => audit_diff('revoked', false, true)
 *     )::text
 *   end as "audited?"
 * from revoked
 * ```
 */
export const revokeKey = prepareQuery<IRevokeKeyParams, IRevokeKeyResult>(revokeKeyIR);

/** 'ListKeyIds' parameters type */
export interface IListKeyIdsParams {
  accountId: string;
  maxFormer: number;
}

/** 'ListKeyIds' return type */
export interface IListKeyIdsResult {
  id: string;
}

/** 'ListKeyIds' query type */
export interface IListKeyIdsQuery {
  params: IListKeyIdsParams;
  result: IListKeyIdsResult;
}

const listKeyIdsIR: any = {
  text: 'select id as "id!"\nfrom list_active_keys($1)\nunion all\nselect id\nfrom list_former_keys($1, $2)',
  params: ["accountId", "maxFormer"],
};

/**
 * Query generated from SQL:
 * ```
 * select id as "id!"
 * from list_active_keys(:accountId!)
 * union all
 * select id
 * from list_former_keys(:accountId!, :maxFormer!)
 * ```
 */
export const listKeyIds = prepareQuery<IListKeyIdsParams, IListKeyIdsResult>(listKeyIdsIR);

/** 'ListKeyPage' parameters type */
export interface IListKeyPageParams {
  accountId: string;
  beforeId?: string | null | void;
  limit: NumberOrString;
}

/** 'ListKeyPage' return type */
export interface IListKeyPageResult {
  id: string;
}

/** 'ListKeyPage' query type */
export interface IListKeyPageQuery {
  params: IListKeyPageParams;
  result: IListKeyPageResult;
}

const listKeyPageIR: any = {
  text: "select id\nfrom keys\nwhere account_id = $1\n  and (\n    $2::uuid is null\n    or (created_at, id) < (\n      select created_at, id\n      from keys\n      where id = $2\n    )\n  )\norder by created_at desc, id desc\nlimit $3",
  params: ["accountId", "beforeId", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select id
 * from keys
 * where account_id = :accountId!
 *   and (
 *     :beforeId::uuid is null
 *     or (created_at, id) < (
 *       select created_at, id
 *       from keys
 *       where id = :beforeId
 *     )
 *   )
 * order by created_at desc, id desc
 * limit :limit!
 * ```
 */
export const listKeyPage = prepareQuery<IListKeyPageParams, IListKeyPageResult>(listKeyPageIR);

/** 'DescribeKeys' parameters type */
export interface IDescribeKeysParams {
  accountId: string;
  ids: readonly (stringArray[number] | null)[];
}

/** 'DescribeKeys' return type */
export interface IDescribeKeysResult {
  allowedAddresses: stringArray | null;
  budgetCredits: number | null;
  budgetPeriod: budget_period | null;
  budgetResetsAt: Date | null;
  budgetSpent: number | null;
  createdAt: Date;
  dialect: string;
  expiresAt: Date | null;
  id: string;
  jsonKeepAlive: boolean;
  label: string | null;
  lastFour: string;
  lastUsedAt: Date | null;
  monthCredits: number;
  oldSecretUntil: Date | null;
  prefix: string;
  requestsPerHour: number | null;
  revokedAt: Date | null;
  runningLimit: number | null;
  scopes: stringArray;
  status: string;
}

/** 'DescribeKeys' query type */
export interface IDescribeKeysQuery {
  params: IDescribeKeysParams;
  result: IDescribeKeysResult;
}

const describeKeysIR: any = {
  text: 'select\n  k.id, k.dialect, k.label, k.expires_at, k.revoked_at, k.last_used_at, k.created_at,\n  s.prefix, s.last_four,\n  k.allowed_addresses::text[] as "allowedAddresses?", k.scopes::text[] as "scopes!",\n  k.json_keep_alive,\n  least(k.requests_per_hour, p.requests_per_hour) as "requestsPerHour?",\n  least(k.running_limit, p.running_limit) as "runningLimit?",\n  case\n    when k.revoked_at is not null then \'revoked\'\n    when k.expires_at <= clock() then \'expired\'\n    else \'active\'\n  end as "status!",\n  (\n    -- No secret outlives its key.\n    select least(max(o.expires_at), k.expires_at)\n    from key_secrets o\n    where o.key_id = k.id\n      and o.expires_at > clock()\n      and k.revoked_at is null\n      and (k.expires_at is null or k.expires_at > clock())\n    having max(o.expires_at) is not null\n  ) as "oldSecretUntil?",\n  coalesce(m.captured_credits, 0) as "monthCredits!",\n  b.credits as "budgetCredits?", b.period as "budgetPeriod?",\n  b.credits - r.credits as "budgetSpent?",\n  case\n    when b.period <> \'lifetime\'\n      then (budget_period_start(b.period, clock()) + (\'1 \' || b.period)::interval) at time zone \'utc\'\n  end as "budgetResetsAt?"\nfrom keys k\n  join accounts a on a.id = k.account_id\n  left join plan_access p on p.plan_id = a.plan_id and p.dialect = k.dialect\n  join lateral (\n    select prefix, last_four\n    from key_secrets\n    where key_id = k.id\n    order by created_at desc, id desc\n    limit 1\n  ) s on true\n  left join key_budgets b on b.key_id = k.id\n  left join lateral list_key_budgets(array[k.id], clock()) r on true\n  left join key_spend m on m.key_id = k.id and m.month = (select month_start(clock()))\nwhere k.account_id = $1 and k.id = any ($2::uuid[])\norder by k.created_at desc, k.id desc',
  params: ["accountId", "ids"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   k.id, k.dialect, k.label, k.expires_at, k.revoked_at, k.last_used_at, k.created_at,
 *   s.prefix, s.last_four,
 *   k.allowed_addresses::text[] as "allowedAddresses?", k.scopes::text[] as "scopes!",
 *   k.json_keep_alive,
 *   least(k.requests_per_hour, p.requests_per_hour) as "requestsPerHour?",
 *   least(k.running_limit, p.running_limit) as "runningLimit?",
 *   case
 *     when k.revoked_at is not null then 'revoked'
 *     when k.expires_at <= clock() then 'expired'
 *     else 'active'
 *   end as "status!",
 *   (
 *     -- No secret outlives its key.
 *     select least(max(o.expires_at), k.expires_at)
 *     from key_secrets o
 *     where o.key_id = k.id
 *       and o.expires_at > clock()
 *       and k.revoked_at is null
 *       and (k.expires_at is null or k.expires_at > clock())
 *     having max(o.expires_at) is not null
 *   ) as "oldSecretUntil?",
 *   coalesce(m.captured_credits, 0) as "monthCredits!",
 *   b.credits as "budgetCredits?", b.period as "budgetPeriod?",
 *   b.credits - r.credits as "budgetSpent?",
 *   case
 *     when b.period <> 'lifetime'
 *       then (budget_period_start(b.period, clock()) + ('1 ' || b.period)::interval) at time zone 'utc'
 *   end as "budgetResetsAt?"
 * from keys k
 *   join accounts a on a.id = k.account_id
 *   left join plan_access p on p.plan_id = a.plan_id and p.dialect = k.dialect
 *   join lateral (
 *     select prefix, last_four
 *     from key_secrets
 *     where key_id = k.id
 *     order by created_at desc, id desc
 *     limit 1
 *   ) s on true
 *   left join key_budgets b on b.key_id = k.id
 *   left join lateral list_key_budgets(array[k.id], clock()) r on true
 *   left join key_spend m on m.key_id = k.id and m.month = (select month_start(clock()))
 * where k.account_id = :accountId! and k.id = any (:ids!::uuid[])
 * order by k.created_at desc, k.id desc
 * ```
 */
export const describeKeys = prepareQuery<IDescribeKeysParams, IDescribeKeysResult>(describeKeysIR);

/** 'AuthenticateKeys' parameters type */
export interface IAuthenticateKeysParams {
  addresses: readonly (stringArray[number] | null)[];
  dialect: string;
  hashes: readonly (BufferArray[number] | null)[];
}

/** 'AuthenticateKeys' return type */
export interface IAuthenticateKeysResult {
  accountId: string;
  dialect: string;
  isAdmitted: boolean;
  isAllowed: boolean;
  itemPosition: number;
  jsonKeepAlive: boolean;
  keyId: string;
  rateLimit: number | null;
  rateRemaining: number | null;
  rateResetsAt: Date | null;
  rateResetSeconds: number | null;
  runningLimit: number | null;
  scopes: stringArray;
  state: key_state;
}

/** 'AuthenticateKeys' query type */
export interface IAuthenticateKeysQuery {
  params: IAuthenticateKeysParams;
  result: IAuthenticateKeysResult;
}

const authenticateKeysIR: any = {
  text: 'select\n  item_position as "itemPosition!", key_id as "keyId!", a.account_id as "accountId!", state as "state!",\n  dialect as "dialect!", is_allowed as "isAllowed!", running_limit as "runningLimit?",\n  rate_limit as "rateLimit?", rate_remaining as "rateRemaining?", rate_resets_at as "rateResetsAt?",\n  rate_reset_seconds as "rateResetSeconds?", is_admitted as "isAdmitted!",\n  k.scopes::text[] as "scopes!", k.json_keep_alive as "jsonKeepAlive!"\nfrom authenticate_keys($1, $2, $3::text[]::inet[]) a\n  -- Limited, so that each key is looked up and no plan reads all keys.\n  cross join lateral (select scopes, json_keep_alive from keys where id = a.key_id limit 1) k',
  params: ["hashes", "dialect", "addresses"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   item_position as "itemPosition!", key_id as "keyId!", a.account_id as "accountId!", state as "state!",
 *   dialect as "dialect!", is_allowed as "isAllowed!", running_limit as "runningLimit?",
 *   rate_limit as "rateLimit?", rate_remaining as "rateRemaining?", rate_resets_at as "rateResetsAt?",
 *   rate_reset_seconds as "rateResetSeconds?", is_admitted as "isAdmitted!",
 *   k.scopes::text[] as "scopes!", k.json_keep_alive as "jsonKeepAlive!"
 * from authenticate_keys(:hashes!, :dialect!, :addresses!::text[]::inet[]) a
 *   -- Limited, so that each key is looked up and no plan reads all keys.
 *   cross join lateral (select scopes, json_keep_alive from keys where id = a.key_id limit 1) k
 * ```
 */
export const authenticateKeys = prepareQuery<IAuthenticateKeysParams, IAuthenticateKeysResult>(
  authenticateKeysIR,
);

/** 'IsKeyActive' parameters type */
export interface IIsKeyActiveParams {
  id: string;
}

/** 'IsKeyActive' return type */
export interface IIsKeyActiveResult {
  active: boolean;
}

/** 'IsKeyActive' query type */
export interface IIsKeyActiveQuery {
  params: IIsKeyActiveParams;
  result: IIsKeyActiveResult;
}

const isKeyActiveIR: any = {
  text: 'select exists (\n  select 1\n  from keys k\n    join accounts a on a.id = k.account_id\n  where k.id = $1\n    and k.revoked_at is null\n    and coalesce(k.expires_at > clock(), true)\n    and a.disabled_at is null\n) as "active!"',
  params: ["id"],
};

/**
 * Query generated from SQL:
 * ```
 * select exists (
 *   select 1
 *   from keys k
 *     join accounts a on a.id = k.account_id
 *   where k.id = :id!
 *     and k.revoked_at is null
 *     and coalesce(k.expires_at > clock(), true)
 *     and a.disabled_at is null
 * ) as "active!"
 * ```
 */
export const isKeyActive = prepareQuery<IIsKeyActiveParams, IIsKeyActiveResult>(isKeyActiveIR);

/** 'FindKey' parameters type */
export interface IFindKeyParams {
  id: string;
}

/** 'FindKey' return type */
export interface IFindKeyResult {
  accountId: string;
  dialect: string;
  expiresAt: Date | null;
  id: string;
  label: string | null;
  revokedAt: Date | null;
}

/** 'FindKey' query type */
export interface IFindKeyQuery {
  params: IFindKeyParams;
  result: IFindKeyResult;
}

const findKeyIR: any = {
  text: "select id, account_id, dialect, label, expires_at, revoked_at\nfrom keys\nwhere id = $1",
  params: ["id"],
};

/**
 * Query generated from SQL:
 * ```
 * select id, account_id, dialect, label, expires_at, revoked_at
 * from keys
 * where id = :id!
 * ```
 */
export const findKey = prepareQuery<IFindKeyParams, IFindKeyResult>(findKeyIR);
