import type { Context } from "../../app/context.ts";
import { listCachedRoutes } from "../models/model-cache.ts";
import { unusableProviders } from "../models/usable-providers.ts";
import type { RunSlots } from "./run-slots.ts";

/** The providers that may get slots of this process. */
interface FreeShares {
  /** Undefined if every provider may. */
  providers: string[] | undefined;
  /** How many generations may start, of whichever of these providers, before this is computed again. */
  count: number;
}

/**
 * Computes which providers may get slots, so that a provider that does not respond never has all of them:
 * for each other one of `providers`, some slots stay free until it uses them. `claiming`: slots that are
 * being assigned to unknown providers. Without `slots` nothing is limited.
 */
export function computeFreeShares(
  slots: Pick<RunSlots, "count" | "assigned"> | undefined,
  providers: string[],
  claiming: number,
): FreeShares {
  const reserved = slots === undefined ? 0 : computeReserve(slots.count, providers.length);
  if (slots === undefined || reserved === 0) return { providers: undefined, count: Infinity };
  const assigned = slots.assigned();
  const shares = providers.map((name) => ({
    name,
    unused: Math.max(0, reserved - (assigned.get(name) ?? 0)),
  }));
  const used = [...assigned.values(), claiming].reduce((sum, count) => sum + count, 0);
  const free = shares.reduce((left, { unused }) => left - unused, slots.count - used);
  const open = shares.filter(({ unused }) => free + unused > 0);
  return {
    // Also those of models that are no longer enabled.
    providers: free > 0 ? undefined : open.map(({ name }) => name),
    count: Math.min(...open.map(({ unused }) => free + unused)),
  };
}

/** The claims of a process, whose generations use unknown providers until their statements return. */
interface ShareLimit {
  /** Returns which providers at most `wanted` claims may use, and how many claims these are. */
  begin(wanted: number): Promise<FreeShares>;
  /** Begins `wanted` claims of any provider, or returns false if that is not possible at once. */
  tryBegin(wanted: number): Promise<boolean>;
  /** Must be called when the statement of these claims has returned and their slots are assigned. */
  end(count: number): void;
}

/** A worker that claims. */
interface LimitedWorker {
  readonly slots?: RunSlots;
}

const limits = new WeakMap<LimitedWorker, ShareLimit>();

/** Returns the limit of all claims of a worker. */
export function findShareLimit(ctx: Context, worker: LimitedWorker): ShareLimit {
  const limit = limits.get(worker) ?? createShareLimit(ctx, worker.slots);
  limits.set(worker, limit);
  return limit;
}

function createShareLimit(ctx: Context, slots: RunSlots | undefined): ShareLimit {
  let claiming = 0;
  let ended = Promise.withResolvers<void>();
  return {
    async begin(wanted) {
      const names = await listFirstProviders(ctx);
      for (;;) {
        const { providers, count } = computeFreeShares(slots, names, claiming);
        const mayOpen = providers?.length === 0 && claiming > 0;
        if (!mayOpen) {
          const begun = Math.min(wanted, count);
          claiming += begun;
          return { providers, count: begun };
        }
        await ended.promise;
      }
    },
    async tryBegin(wanted) {
      const names = await listFirstProviders(ctx);
      const { providers, count } = computeFreeShares(slots, names, claiming);
      const isFree = providers === undefined && count >= wanted;
      if (isFree) claiming += wanted;
      return isFree;
    },
    end(count) {
      claiming -= count;
      ended.resolve();
      ended = Promise.withResolvers();
    },
  };
}

/** Returns whether one of `providers` may take a free slot of this process at once. */
export function hasFreeShare(
  slots: Pick<RunSlots, "count" | "assigned" | "unassigned">,
  providers: string[],
  name: string,
): boolean {
  const open = computeFreeShares(slots, providers, slots.unassigned()).providers;
  return open === undefined || open.includes(name);
}

/** Returns the providers that are called first for the enabled models. */
export async function listFirstProviders(ctx: Context): Promise<string[]> {
  const routes = await listCachedRoutes(ctx.db);
  return [...new Set(routes.map((names) => findFirstProvider(ctx, names)))];
}

/** Returns the provider that is called first for a model with these routes. */
export function findFirstProvider(
  { config, providers }: Pick<Context, "config" | "providers">,
  routes: string[],
): string {
  const unusable = unusableProviders(providers, routes);
  return routes.find((name) => !unusable.includes(name)) ?? config.provider;
}

// Together a quarter of the slots, at least one for each other provider, but never all slots.
function computeReserve(count: number, providers: number): number {
  if (providers < 2) return 0;
  const others = providers - 1;
  const wanted = Math.max(1, Math.floor(count / 4 / others));
  return Math.min(wanted, Math.floor((count - 1) / others));
}
