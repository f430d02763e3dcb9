import * as queries from "../../../generated/queries/models.ts";
import type { Db } from "../../database/db.ts";

type CachedModel = queries.IFindModelResult;

interface ModelCache {
  models: Map<string, CachedModel>;
  /** Whether invalidations are received. Nothing is cached before that. */
  isSubscribed: boolean;
  unsubscribe?: () => void;
}

const caches = new WeakMap<Db, ModelCache>();

/** Returns an enabled model, or undefined. Cached until the database notifies that a model changed. */
export async function findCachedModel(db: Db, id: string): Promise<CachedModel | undefined> {
  const { shared } = db;
  const cache: ModelCache = caches.get(shared) ?? { models: new Map(), isSubscribed: false };
  caches.set(shared, cache);
  const { models, isSubscribed } = cache;
  const cached = models.get(id);
  if (cached !== undefined) return cached;
  cache.unsubscribe ??= db.listen("models_changed", () => {
    cache.isSubscribed = true;
    invalidateModelCache(shared);
  });
  const [model] = await queries.findModel.run({ id }, db);
  // If the cache was invalidated during the read, `models` is the discarded map and the write has no effect.
  if (model !== undefined && isSubscribed) models.set(id, model);
  return model;
}

/** Clears the cache of this process after a write, because the notification arrives later. */
export function invalidateModelCache(db: Db): void {
  const cache = caches.get(db.shared);
  if (cache !== undefined) cache.models = new Map();
}
