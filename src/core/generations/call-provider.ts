import { setTimeout } from "node:timers/promises";
import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import type { Attempt, ProviderOutcome, ProviderRequest } from "../../providers/provider.ts";
import { listNeededCapabilities } from "../../providers/capabilities.ts";
import { createAttempt, type Claim, type Worker } from "./claim.ts";
import type { PreparedRun } from "./prepared-run.ts";
import { retryDuringOutage } from "../../foundation/retry-during-outage.ts";
import { traceCall } from "./run-span.ts";
import {
  tryAcquireRoute,
  findRoute,
  recordRouteOutcome,
  type Route,
  listRoutes,
} from "./provider-routing.ts";

// How many times all routes are tried, and the longest pause between two rounds.
const MAX_ROUNDS = 4;
const MAX_PAUSE_MS = 30_000;

/** A claimed generation and what was prepared for its run. */
export interface Work extends Omit<PreparedRun, typeof Symbol.dispose> {
  held: Claim;
}

/** Outcomes after which certainly nothing was paid: the only ones that lead to another call. */
type Rejection = Extract<ProviderOutcome, { kind: "not_accepted" | "operator_fault" }>;

interface ProviderCall extends Work {
  ctx: Context;
  worker: Worker;
  signal: AbortSignal;
  /** How the last attempt was rejected, until the next attempt is opened. */
  rejection?: Rejection | undefined;
  /** Whether the last call was not sent, because its claim was lost or the database was unavailable. */
  isRefused?: boolean;
  /** Providers that need their operator and are not called again for this generation. */
  excluded: Set<string>;
}

/**
 * Generates the images with the first route that accepts the request. A route with an open circuit breaker
 * is skipped; after a route that certainly accepted nothing the next one is tried; any other outcome is
 * final. Resumes an attempt that was sent before a crash at the same provider. Returns undefined when the
 * worker drains and another worker continues. Throws if the claim is lost.
 */
export async function callProvider(
  ctx: Context,
  worker: Worker,
  work: Work,
): Promise<ProviderOutcome | undefined> {
  const timeout = AbortSignal.timeout(ctx.config.providerTimeoutMs);
  const signal = AbortSignal.any([worker.draining, timeout, work.canceled]);
  const call: ProviderCall = { ctx, worker, ...work, signal, excluded: new Set() };
  const routes = listSupportedRoutes(call);
  if ("kind" in routes) return routes;
  for (let round = 1, next = findResumedRoute(call) ?? routes; ; round++) {
    const step = await tryRoutes(call, next, round);
    if (step === "released") return undefined;
    if ("kind" in step) return step;
    next = routes.filter((route) => !call.excluded.has(route.provider.name));
    const [first] = next;
    const { rejection = ALL_CIRCUITS_OPEN } = call;
    if (round === MAX_ROUNDS || first === undefined) return rejection;
    // Before the pause, so that a crash in it does not look like one during a call.
    await openAttempt(call, first);
    const isPauseOver = await pause(step.waitMs, signal);
    if (worker.draining.aborted) return undefined;
    if (!isPauseOver) return rejection;
  }
}

const ALL_CIRCUITS_OPEN: Rejection = {
  kind: "not_accepted",
  cause: new Error("the circuit breaker of every provider of this model is open"),
};

/** Returns why a provider cannot serve a request, or undefined. */
function findRouteFault({ provider }: Route, request: ProviderRequest): string | undefined {
  const { capabilities = {} } = provider;
  const missing = listNeededCapabilities(request).find((name) => capabilities[name] === undefined);
  if (missing !== undefined) return `${missing} is not supported by this model.`;
  return provider.findRequestFault?.(request);
}

// Returns the routes that support the request. A resumed attempt needs none of them.
function listSupportedRoutes({ ctx, held, request }: ProviderCall): Route[] | ProviderOutcome {
  const routes = listRoutes(ctx, held.generation);
  const supported = routes.filter((route) => findRouteFault(route, request) === undefined);
  if (supported.length > 0 || held.attemptState === "sent") return supported;
  const [first] = routes;
  const message = first && findRouteFault(first, request);
  if (first !== undefined && message !== undefined) {
    held.provider = first.provider.name;
    return { kind: "rejected", message, reason: message };
  }
  return { kind: "operator_fault", cause: new Error("no provider of this model is configured") };
}

function findResumedRoute({ ctx, held }: ProviderCall): Route[] | undefined {
  if (held.attemptState !== "sent") return undefined;
  const route = findRoute(ctx, held.generation, held.provider);
  return route && [route];
}

// Tries each route once. With a single route the circuit breaker is ignored, because there is no
// alternative.
async function tryRoutes(
  call: ProviderCall,
  routes: Route[],
  round: number,
): Promise<ProviderOutcome | "released" | { waitMs: number }> {
  let waitMs = MAX_PAUSE_MS;
  for (const route of routes) {
    const circuitOpenMs =
      routes.length > 1 ? await withRetry(call, () => tryAcquireRoute(call.ctx, route)) : 0;
    waitMs = Math.min(waitMs, circuitOpenMs || MAX_PAUSE_MS);
    if (circuitOpenMs > 0) continue;
    await openAttempt(call, route);
    const outcome = await sendRequest(call, route);
    if (routes.length > 1 && !isRefusedOrInterrupted(call, outcome))
      await recordHealth(call, route, outcome);
    if (isResumableElsewhere(call, route, outcome)) return "released";
    if (outcome.kind !== "not_accepted" && outcome.kind !== "operator_fault") return outcome;
    call.rejection = outcome;
    if (outcome.kind === "operator_fault") call.excluded.add(route.provider.name);
    else waitMs = Math.min(waitMs, outcome.retryAfterMs ?? 500 * 2 ** round);
    logRejection(call, route, outcome);
  }
  return { waitMs };
}

// A call that this process has refused or interrupted does not show whether its provider works.
function isRefusedOrInterrupted(call: ProviderCall, { kind }: ProviderOutcome): boolean {
  if (kind !== "unknown" && kind !== "not_accepted") return false;
  const isInterrupted = call.canceled.aborted || call.worker.draining.aborted;
  return isInterrupted || (kind === "not_accepted" && call.isRefused === true);
}

// Images that were paid for do not depend on this record.
async function recordHealth(
  { ctx }: ProviderCall,
  route: Route,
  outcome: ProviderOutcome,
): Promise<void> {
  await recordRouteOutcome(ctx, route, outcome).catch((cause: unknown) =>
    ctx.log.warn("provider_health_not_recorded", { provider: route.provider.name, cause }),
  );
}

function withRetry<T>({ held, worker }: ProviderCall, statement: () => Promise<T>): Promise<T> {
  return retryDuringOutage({ endsAt: held.endsAt, ended: worker.draining }, statement);
}

async function sendRequest(
  call: ProviderCall,
  { provider, model }: Route,
): Promise<ProviderOutcome> {
  const { ctx, held, folder, signal, request } = call;
  held.provider = provider.name;
  call.worker.running.get(held.generation.id)?.slot?.assign(provider.name);
  const startedAt = performance.now();
  const wanted = { ...request, model };
  const { name } = provider;
  const outcome = await traceCall(ctx, { provider: name, request: wanted }, (traceparent) =>
    provider.generate(
      wanted,
      trackRefusal(call, createAttempt(ctx, held, { folder, signal, traceparent })),
    ),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  ctx.metrics.recordAttempt({ provider: provider.name, outcome: outcome.kind, seconds });
  return outcome;
}

function trackRefusal(call: ProviderCall, attempt: Attempt): Attempt {
  const { sent } = attempt;
  call.isRefused = false;
  return Object.assign(attempt, {
    sent: () =>
      sent().catch((cause: unknown) => {
        call.isRefused = true;
        throw cause;
      }),
  });
}

// A drain interrupts calls. A call that is free to repeat, or can be resumed by its task id, loses nothing.
function isResumableElsewhere(
  call: ProviderCall,
  { provider }: Route,
  outcome: ProviderOutcome,
): boolean {
  if (!call.worker.draining.aborted || !(provider.repeatable || provider.resumable)) return false;
  if (outcome.kind === "images") return outcome.images.length < call.request.n;
  return outcome.kind === "unknown";
}

// The claim has opened the first attempt. Each further attempt is opened when the last one is closed.
async function openAttempt(
  call: ProviderCall,
  { provider }: Pick<Route, "provider">,
): Promise<void> {
  const { ctx, held, rejection } = call;
  if (rejection === undefined) return;
  const { kind, cause } = rejection;
  const ended = { attemptId: held.attemptId, endedProvider: held.provider, outcome: kind };
  const wanted = { ...ended, message: String(cause), provider: provider.name };
  const [row] = await withRetry(call, () => {
    const { workerId, number: claim } = held;
    return queries.nextAttempt.run({ ...wanted, workerId, claim }, ctx.db);
  });
  if (!row?.attemptId) throw new Error(`claim ${held.number} of this generation is lost`);
  Object.assign(held, { attemptId: row.attemptId, attemptState: "intent", calls: 0, taskIds: [] });
  call.rejection = undefined;
}

function logRejection(
  { ctx, held }: ProviderCall,
  { provider }: Route,
  { kind, cause }: Rejection,
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
