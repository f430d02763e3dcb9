import * as queries from "../../../generated/queries/models.ts";
import type { Db } from "../../database/db.ts";

type CachedModel = queries.IFindModelResult;

interface ModelCache {
  models: Map<string, CachedModel>;
  /** The models of aliases. */
  aliases: Map<string, CachedModel>;
  /** The providers of each enabled model. Undefined until they are read. */
  routes?: string[][] | undefined;
  /** Whether invalidations are received. Nothing is cached before that. */
  isSubscribed: boolean;
  unsubscribe?: () => void;
}

const caches = new WeakMap<Db, ModelCache>();

/** Returns an enabled model, or undefined. Cached until the database notifies that a model changed. */
export function findCachedModel(db: Db, id: string): Promise<CachedModel | undefined> {
  return readCached(db, { kind: "models", name: id }, () => queries.findModel.run({ id }, db));
}

/** Returns the enabled model with an id or, if no model has it, with an alias. Cached in the same way. */
export async function findCachedModelByName(
  db: Db,
  name: string,
): Promise<CachedModel | undefined> {
  const readAlias = () => queries.findModelOfAlias.run({ alias: name }, db);
  // First, because it is only cached while no model has this name.
  const cached = getCache(db).aliases.get(name) ?? (await findCachedModel(db, name));
  return cached ?? readCached(db, { kind: "aliases", name }, readAlias);
}

async function readCached(
  db: Db,
  { kind, name }: { kind: "models" | "aliases"; name: string },
  read: () => Promise<CachedModel[]>,
): Promise<CachedModel | undefined> {
  const cache = getCache(db);
  const { isSubscribed, [kind]: models } = cache;
  const cached = models.get(name);
  if (cached !== undefined) return cached;
  subscribe(db, cache);
  const [model] = await read();
  // If the cache was invalidated during the read, `models` is the discarded map and the write has no effect.
  if (model !== undefined && isSubscribed) models.set(name, model);
  return model;
}

/** Returns the providers of each enabled model, in order of preference. Cached like a model. */
export async function listCachedRoutes(db: Db): Promise<string[][]> {
  const cache = getCache(db);
  const { isSubscribed, models, routes } = cache;
  if (routes !== undefined) return routes;
  subscribe(db, cache);
  const rows = await queries.listRoutedProviders.run(undefined, db);
  const read = rows.map(({ providers }) => providers);
  // The map is replaced when the cache is invalidated.
  if (isSubscribed && cache.models === models) cache.routes = read;
  return read;
}

function subscribe(db: Db, cache: ModelCache): void {
  cache.unsubscribe ??= db.listen("models_changed", () => {
    cache.isSubscribed = true;
    invalidateModelCache(db);
  });
}

function getCache({ shared }: Db): ModelCache {
  const known = caches.get(shared);
  if (known !== undefined) return known;
  const cache: ModelCache = { models: new Map(), aliases: new Map(), isSubscribed: false };
  caches.set(shared, cache);
  return cache;
}

/** Clears the cache of this process after a write, because the notification arrives later. */
export function invalidateModelCache(db: Db): void {
  Object.assign(getCache(db), {
    models: new Map(),
    aliases: new Map(),
    routes: undefined,
  });
}
