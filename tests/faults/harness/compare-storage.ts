import type postgres from "postgres";
import type { Platform } from "./platform.ts";

/** What the storage holds. */
export interface StorageTotals {
  images: number;
  /** Images that were delivered and are not whole in storage. */
  lostImages: number;
  /** Objects that no row explains, left by processes that died. */
  orphans: number;
}

/** Compares the objects in storage with the rows that refer to them. */
export async function compareStorage(
  { journal, storage }: Platform,
  sql: postgres.Sql,
): Promise<StorageTotals> {
  const objects = await storage.listObjects();
  const images = await sql<{ key: string; sizeBytes: number; webpKey: string | null }[]>`
    select storage_key as key, size_bytes::int as "sizeBytes", webp_key as "webpKey"
    from images`;
  let lostImages = 0;
  for (const { key, sizeBytes, webpKey } of images) {
    const isWhole = await isComplete(objects.get(key), sizeBytes);
    const hasWebp = webpKey === null || objects.has(webpKey);
    if (isWhole && hasWebp) continue;
    lostImages++;
    journal.violate("lost image", `${key} of ${sizeBytes} bytes, webp: ${webpKey}`);
  }
  const explained = await listExplained(sql);
  for (const { key, webpKey } of images) explained.add(key).add(webpKey ?? key);
  const unexplained = [...objects.keys()].filter((key) => !explained.has(key));
  let orphans = 0;
  for (const key of unexplained) {
    if (await mayBeLeft(journal, sql, key)) orphans++;
    else journal.violate("orphan", `no row explains ${key}`);
  }
  return { images: images.length, lostImages, orphans };
}

/** Whether a file is a whole PNG of this size: from its signature to its last chunk. */
async function isComplete(path: string | undefined, sizeBytes: number): Promise<boolean> {
  if (path === undefined) return false;
  const bytes = Buffer.from(await Bun.file(path).arrayBuffer());
  const isPng = bytes.subarray(1, 4).toString() === "PNG";
  return bytes.length === sizeBytes && isPng && bytes.subarray(-8, -4).toString() === "IEND";
}

async function listExplained(sql: postgres.Sql): Promise<Set<string>> {
  const rows = await sql<{ key: string }[]>`
    select i.input ->> 'storageKey' as key
    from generations g, jsonb_array_elements(g.inputs) as i (input)
    union select storage_key from uploads
    union select copy_key from uploads where copy_key is not null
    union select storage_key from files where storage_key is not null
    union select storage_key from partial_images
    union select storage_key from pending_inputs`;
  return new Set(rows.map(({ key }) => key));
}

/** A process that died, or lost its storage or database, leaves what it had stored. */
async function mayBeLeft(
  journal: Platform["journal"],
  sql: postgres.Sql,
  key: string,
): Promise<boolean> {
  const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(key)?.[0] ?? null;
  const [row] = await sql<{ ago: number; tookMs: number }[]>`
    select
      extract(epoch from clock() - created_at)::float8 * 1000 as ago,
      extract(epoch from coalesce(finished_at, clock()) - created_at)::float8 * 1000 as "tookMs"
    from generations
    where id::text = ${id}`;
  if (row === undefined) return journal.wasAway(/./, { from: 0, to: performance.now() });
  const from = performance.now() - row.ago;
  return journal.wasAway(/./, { from: from - 1_000, to: from + row.tookMs + 60_000 });
}
