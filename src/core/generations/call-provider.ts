import { setTimeout } from "node:timers/promises";
import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import type { ProviderOutcome, ProviderRequest } from "../../providers/provider.ts";
import { createAttempt, type Claim, toProviderRequest, type Worker } from "./claim.ts";
import { outlast } from "./retry-during-outage.ts";
import {
  tryAcquireRoute,
  findRoute,
  recordRouteOutcome,
  type Route,
  listRoutes,
} from "./provider-routing.ts";

// How often the routes are walked, and how long at most between.
const MOST_ROUNDS = 4;
const LONGEST_PAUSE_MS = 30_000;

/** A claimed generation and the scratch folder of its attempts. */
export interface Work {
  held: Claim;
  folder: string;
  /** Aborts once the generation's owner has called it off. */
  canceled: AbortSignal;
}

/** The endings after which certainly nothing was paid: the only ones that lead to another call. */
type Refusal = Extract<ProviderOutcome, { kind: "not_accepted" | "operator_fault" }>;

interface ProviderCall extends Work {
  ctx: Context;
  worker: Worker;
  request: ProviderRequest;
  signal: AbortSignal;
  /** How the open attempt ended, until the next one is opened. */
  refusal?: Refusal | undefined;
  /** Providers that need their operator: not asked again. */
  out: Set<string>;
}

/**
 * Has a generation drawn by the first of its routes that takes it. A route whose circuit is open is
 * passed over; one that certainly accepted nothing gives way to the next; any other ending is final.
 * An attempt that was sent before a crash goes on where it was sent to. Undefined: the worker
 * drains, and others take the generation up. Throws where the claim is lost.
 */
export async function callProvider(
  ctx: Context,
  worker: Worker,
  work: Work,
): Promise<ProviderOutcome | undefined> {
  const timeout = AbortSignal.timeout(ctx.config.providerTimeoutMs);
  const signal = AbortSignal.any([worker.draining, timeout, work.canceled]);
  const request = toProviderRequest(work.held.generation, work.folder);
  const walk: ProviderCall = { ctx, worker, ...work, request, signal, out: new Set() };
  const routes = routesFor(walk);
  if ("kind" in routes) return routes;
  for (let round = 1, next = findResumedRoute(walk) ?? routes; ; round++) {
    const step = await tryRoutes(walk, next, round);
    if (step === "let go") return undefined;
    if ("kind" in step) return step;
    next = routes.filter((route) => !walk.out.has(route.provider.name));
    if (round === MOST_ROUNDS || next.length === 0) return walk.refusal ?? ALL_CLOSED;
    const isRested = await pause(step.waitMs, signal);
    if (worker.draining.aborted) return releaseClaim(walk);
    if (!isRested) return walk.refusal ?? ALL_CLOSED;
  }
}

const ALL_CLOSED: Refusal = {
  kind: "not_accepted",
  cause: new Error("every provider of this model has failed too often"),
};

// Those that can draw it at all; a resumed attempt needs none of them.
function routesFor({ ctx, held, request }: ProviderCall): Route[] | ProviderOutcome {
  const routes = listRoutes(ctx, held.generation);
  const able = routes.filter(({ provider }) => provider.findRequestFault?.(request) === undefined);
  if (able.length > 0 || held.attemptState === "sent") return able;
  const [first] = routes;
  const message = first?.provider.findRequestFault?.(request);
  if (first !== undefined && message !== undefined) {
    held.provider = first.provider.name;
    return { kind: "rejected", message, reason: message };
  }
  return { kind: "operator_fault", cause: new Error("no provider of this model is set up") };
}

function findResumedRoute({ ctx, held }: ProviderCall): Route[] | undefined {
  if (held.attemptState !== "sent") return undefined;
  const route = findRoute(ctx, held.generation, held.provider);
  return route && [route];
}

// Asks each route once. Where there is one only, nothing is gained by passing it over.
async function tryRoutes(
  walk: ProviderCall,
  routes: Route[],
  round: number,
): Promise<ProviderOutcome | "let go" | { waitMs: number }> {
  let waitMs = LONGEST_PAUSE_MS;
  for (const route of routes) {
    const closedMs =
      routes.length > 1 ? await outlastIn(walk, () => tryAcquireRoute(walk.ctx, route)) : 0;
    waitMs = Math.min(waitMs, closedMs || LONGEST_PAUSE_MS);
    if (closedMs > 0) continue;
    await openAttempt(walk, route);
    const outcome = await sendRequest(walk, route);
    if (routes.length > 1) await noteHealth(walk, route, outcome);
    if (isResumableElsewhere(walk, route, outcome)) return "let go";
    if (outcome.kind !== "not_accepted" && outcome.kind !== "operator_fault") return outcome;
    walk.refusal = outcome;
    if (outcome.kind === "operator_fault") walk.out.add(route.provider.name);
    else waitMs = Math.min(waitMs, outcome.retryAfterMs ?? 500 * 2 ** round);
    logRejection(walk, route, outcome);
  }
  return { waitMs };
}

// Images that were paid for do not depend on it.
async function noteHealth(
  { ctx }: ProviderCall,
  route: Route,
  outcome: ProviderOutcome,
): Promise<void> {
  await recordRouteOutcome(ctx, route, outcome).catch((cause: unknown) =>
    ctx.log.warn("provider_health_not_noted", { provider: route.provider.name, cause }),
  );
}

function outlastIn<T>({ held, worker }: ProviderCall, statement: () => Promise<T>): Promise<T> {
  return outlast({ endsAt: held.endsAt, draining: worker.draining }, statement);
}

async function sendRequest(
  walk: ProviderCall,
  { provider, model }: Route,
): Promise<ProviderOutcome> {
  const { ctx, held, folder, signal, request } = walk;
  held.provider = provider.name;
  const began = performance.now();
  const attempt = createAttempt(ctx, held, { folder, signal });
  const outcome = await provider.generate({ ...request, model }, attempt);
  const seconds = (performance.now() - began) / 1000;
  ctx.metrics.attempted({ provider: provider.name, outcome: outcome.kind, seconds });
  return outcome;
}

// A drain cuts calls short. What costs nothing twice, or is found again by its id, loses nothing.
function isResumableElsewhere(
  walk: ProviderCall,
  { provider }: Route,
  outcome: ProviderOutcome,
): boolean {
  if (!walk.worker.draining.aborted || !(provider.repeatable || provider.resumable)) return false;
  if (outcome.kind === "images") return outcome.images.length < walk.request.n;
  return outcome.kind === "unknown";
}

// The claim has opened the first attempt; each further one is opened as the last one is closed.
async function openAttempt(
  walk: ProviderCall,
  { provider }: Pick<Route, "provider">,
): Promise<void> {
  const { ctx, held, refusal } = walk;
  if (refusal === undefined) return;
  const { kind, cause } = refusal;
  const ended = { id: held.attemptId, provider: held.provider, outcome: kind };
  const attempt = { ...ended, message: String(cause) };
  const [row] = await outlastIn(walk, () => {
    const { workerId, number: claim } = held;
    return queries.nextAttempt.run({ attempt, workerId, claim, provider: provider.name }, ctx.db);
  });
  if (row === undefined) throw new Error(`claim ${held.number} of this generation is lost`);
  Object.assign(held, { attemptId: row.attemptId, attemptState: "intent", calls: 0, taskIds: [] });
  walk.refusal = undefined;
}

// What was refused is on record before the claim goes, so that nobody takes it for a call that left.
async function releaseClaim(walk: ProviderCall): Promise<undefined> {
  const provider = walk.ctx.providers.get(walk.held.provider);
  if (provider !== undefined) await openAttempt(walk, { provider });
}

function logRejection(
  { ctx, held }: ProviderCall,
  { provider }: Route,
  { kind, cause }: Refusal,
): void {
  const level = kind === "operator_fault" ? "error" : "warn";
  const event = kind === "operator_fault" ? "provider_needs_operator" : "provider_rejected";
  const generationId = held.generation.id;
  ctx.log[level](event, { generationId, provider: provider.name, outcome: kind, cause });
}

async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return setTimeout(ms, undefined, { signal }).then(
    () => true,
    () => false,
  );
}
