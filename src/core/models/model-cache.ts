import * as queries from "../../../generated/queries/models.ts";
import type { Db } from "../../database/db.ts";

type Model = queries.IFindModelResult;

interface CacheEntry {
  models: Map<string, Model>;
  /** True while changes are heard of: what is read before may be out of date at once. */
  isHearing: boolean;
  stopListening?: () => void;
}

const shelves = new WeakMap<Db, CacheEntry>();

/**
 * A model on offer; undefined where there is none of that name. Every order needs one and they hardly
 * ever change, so it is read once and kept until the database tells that a model has changed.
 */
export async function findCachedModel(db: Db, id: string): Promise<Model | undefined> {
  const shelf = shelves.get(db) ?? { models: new Map<string, Model>(), isHearing: false };
  shelves.set(db, shelf);
  const { models, isHearing } = shelf;
  const known = models.get(id);
  if (known !== undefined) return known;
  shelf.stopListening ??= db.listen("models_changed", () => {
    shelf.isHearing = true;
    invalidateModelCache(db);
  });
  const [model] = await queries.findModel.run({ id }, db);
  // A change that comes during the read has put up an empty shelf: this one nobody looks at again.
  if (model !== undefined && isHearing) models.set(id, model);
  return model;
}

/** Forgets what is kept, for whoever has changed a model and must see it before the news arrive. */
export function invalidateModelCache(db: Db): void {
  const shelf = shelves.get(db);
  if (shelf !== undefined) shelf.models = new Map();
}
