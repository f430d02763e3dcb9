import { exists, readdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "../../foundation/errors.ts";

/** The files of a backup. The metadata is written last, so a folder without it is incomplete. */
export const FILES = {
  metadata: "backup.json",
  dump: "database.dump",
  embedded: "postgres",
  manifest: "objects.jsonl",
  objects: "files",
  secret: "app-secret",
};

const FORMAT = 1;

const fileSchema = z.object({ sizeBytes: z.number(), sha256: z.string() });

const metadataSchema = z.object({
  format: z.literal(FORMAT),
  createdAt: z.string(),
  /** Version of the program. */
  version: z.string(),
  /** Release of the schema. */
  release: z.number(),
  /** Where the database was: at DATABASE_URL, or embedded in DATA_DIR. */
  kind: z.enum(["external", "embedded"]),
  postgresVersion: z.number(),
  /** Identifies the APP_SECRET of the database, hexadecimal. Null: it is not bound to one. */
  secretFingerprint: z.string().nullable(),
  /** Whether the secret and the objects are part of the backup. */
  includesSecret: z.boolean(),
  includesObjects: z.boolean(),
  dump: fileSchema.nullable(),
  manifest: fileSchema,
  objects: z.object({ count: z.number(), sizeBytes: z.number() }),
});

/** The metadata of a backup, as in its `backup.json`. */
export type Metadata = z.infer<typeof metadataSchema>;

/** Completes a backup: adds the format and the time to its metadata, and writes them. */
export async function writeMetadata(
  folder: string,
  metadata: Omit<Metadata, "format" | "createdAt">,
): Promise<void> {
  const path = join(folder, FILES.metadata);
  const text = { format: FORMAT, createdAt: new Date().toISOString(), ...metadata };
  await Bun.write(`${path}.new`, `${JSON.stringify(text, undefined, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** Reads the metadata of a complete backup. Throws `not_found` and `invalid_request`. */
export async function readMetadata(folder: string): Promise<Metadata> {
  if (!(await exists(folder))) throw new AppError("not_found", `${folder} does not exist.`);
  const path = join(folder, FILES.metadata);
  if (!(await exists(path))) {
    const reason = `${folder} is not a complete backup (it has no ${FILES.metadata})`;
    throw new AppError("invalid_request", `${reason}: use another one.`);
  }
  const read = metadataSchema.safeParse(
    await Bun.file(path)
      .json()
      .catch(() => undefined),
  );
  if (read.success) return read.data;
  const message = `${path} is not readable by this version: use the version that wrote it, or a newer one.`;
  throw new AppError("invalid_request", message);
}

/** Throws `conflict` unless the folder of a new backup is empty or does not exist. */
export async function checkNewFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  if (names.length === 0) return;
  throw new AppError("conflict", `${folder} is not empty: name a new folder.`);
}
