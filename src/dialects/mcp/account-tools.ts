import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import type { z } from "zod";
import { getOwnKey } from "../../core/accounts/keys.ts";
import * as credits from "../../core/billing/grants.ts";
import { getQuote } from "../../core/billing/quotes.ts";
import { formatSize } from "../../core/models/sizes.ts";
import { AppError } from "../../foundation/errors.ts";
import { chooseModel, toGenerationRequest } from "./mapping.ts";
import type { results, Shape } from "./arguments.ts";
import type { ToolCall } from "./tool-call.ts";

/** Returns the credits of the account and the budget of the key. */
export async function showBalance({ ctx, caller }: ToolCall): Promise<CallToolResult> {
  const [balance, budget] = await Promise.all([
    credits.findBalance(ctx, caller.accountId),
    findBudget({ ctx, caller }),
  ]);
  if (balance === undefined) throw new AppError("not_found", "The account no longer exists.");
  const [next] = balance.expiring;
  const structuredContent: z.output<typeof results.balance> = {
    credits: balance.spendable,
    held: balance.held,
    next_expiration: next
      ? { credits: next.credits, expires_at: new Date(next.expiresAt).toISOString() }
      : null,
    key_budget: budget ?? null,
  };
  const limit = budget
    ? ` The budget of the key leaves ${budget.left} of ${budget.credits} credits (${budget.period}).`
    : "";
  const text = `The account can spend ${balance.spendable} credits; ${balance.held} are held.${limit}`;
  return { content: [{ type: "text", text }], structuredContent };
}

/** Returns the price of a request, without creating anything. */
export async function showQuote(call: ToolCall, given: Shape): Promise<CallToolResult> {
  const { ctx, caller } = call;
  // A price does not depend on the prompt.
  const request = toGenerationRequest({ prompt: "-", ...given }, await chooseModel(ctx, given));
  const [{ unitCredits, spendable, monthLeft }, budget] = await Promise.all([
    getQuote(ctx, caller.accountId, { dialect: "hub", ...request }),
    findBudget(call),
  ]);
  const price = request.n * unitCredits;
  const most = Math.min(spendable, monthLeft ?? Infinity, budget?.left ?? Infinity);
  const structuredContent: z.output<typeof results.quote> = {
    model: request.model,
    credits: price,
    unit_credits: unitCredits,
    n: request.n,
    size: formatSize(request.size),
    enough: price <= most,
  };
  const isEnough = price <= most ? "" : " That is more than can be spent now.";
  const text = `${request.n} × ${unitCredits} = ${price} credits.${isEnough}`;
  return { content: [{ type: "text", text }], structuredContent };
}

async function findBudget({ ctx, caller }: Pick<ToolCall, "ctx" | "caller">) {
  const key = await getOwnKey(ctx, caller.accountId, caller.keyId);
  const { budgetCredits, budgetPeriod, budgetSpent } = key;
  if (budgetCredits == null || budgetPeriod == null) return undefined;
  const left = Math.max(0, budgetCredits - (budgetSpent ?? 0));
  return { credits: budgetCredits, period: budgetPeriod, left };
}
