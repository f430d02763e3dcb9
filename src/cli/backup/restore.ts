import { copyFile, mkdir, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { restoreDump } from "../../database/dump.ts";
import { placeEmbedded, toOccupiedError } from "../../database/embedded/stopped.ts";
import { findViolations, type Violation } from "../../database/invariants.ts";
import { migrate } from "../../database/migrate.ts";
import { type Database, openDatabase } from "../../database/open.ts";
import { RELEASE } from "../../database/release.ts";
import type { Config } from "../../foundation/config.ts";
import { AppError } from "../../foundation/errors.ts";
import type { Log } from "../../foundation/log.ts";
import { hasSecret, openSecrets } from "../../foundation/secrets.ts";
import { openStorage } from "../../storage/open.ts";
import { command, getConfig } from "../command.ts";
import { toLines as describeViolations } from "../ledger-verify.ts";
import { argument, text } from "../options.ts";
import { createProgress, formatMegabytes, type Progress } from "../progress.ts";
import { createQuietLog } from "../runtime.ts";
import {
  copyObjects,
  hashFile,
  type ManifestFaults,
  type ManifestTotal,
  verifyManifest,
} from "./manifest.ts";
import { FILES, type Metadata, readMetadata } from "./metadata.ts";

/** Restores a backup into an empty database or data folder. Exits with 1 if it finds a fault. */
export const restore = command({
  name: "restore",
  summary:
    "Restore a backup into an empty database or DATA_DIR, migrate it, and verify the ledger and the objects",
  options: { directory: argument(text("DIRECTORY"), "Folder of the backup") },
  async run(context, { directory }) {
    const config = getConfig(context);
    const log = createQuietLog(config);
    const folder = resolve(directory);
    const metadata = await readMetadata(folder);
    await checkRestorable(config, folder, metadata);
    if (metadata.kind === "embedded") await placeFiles(config, { folder, metadata, log });
    const database = await openDatabase(config, log, { creates: false });
    try {
      if (metadata.kind === "external")
        await restoreDump(database.directUrl, join(folder, FILES.dump));
      const restored = { folder, database, log };
      const found = await migrateAndVerify(config, restored, createProgress(context.terminal));
      context.terminal.result(
        { directory: folder, ok: isFlawless(found), ...found },
        describe(found),
      );
      return isFlawless(found) ? 0 : 1;
    } finally {
      await database.stop();
    }
  },
});

interface Restored {
  migrated: string[];
  objects: ManifestFaults;
  violations: Violation[];
}

function isFlawless({ objects, violations }: Restored): boolean {
  return violations.length === 0 && objects.missing + objects.different === 0;
}

async function migrateAndVerify(
  config: Config,
  { folder, database, log }: { folder: string; database: Database; log: Log },
  progress: Progress,
): Promise<Restored> {
  const migrated = await migrate(database.directUrl, log);
  const storage = await openStorage(config, { publicUrl: () => "", secret: "" });
  const onProgress = ({ count, sizeBytes }: ManifestTotal) =>
    progress(() => `Verified ${count} objects with ${formatMegabytes(sizeBytes)} …`);
  const objects = await verifyManifest(storage, join(folder, FILES.manifest), onProgress);
  return { migrated, objects, violations: await findViolations(database.directUrl) };
}

/** Throws before anything is changed if this program cannot restore the backup with these settings. */
async function checkRestorable(config: Config, folder: string, metadata: Metadata): Promise<void> {
  const { kind, release, dump, manifest } = metadata;
  const isEmbedded = config.databaseUrl === undefined;
  if ((kind === "embedded") !== isEmbedded) {
    const wanted = isEmbedded ? "set DATABASE_URL to an empty database" : "remove DATABASE_URL";
    throw new AppError("conflict", `The backup is of an ${kind} database: ${wanted}.`);
  }
  if (release > RELEASE) {
    const message = `The backup is of release ${release}, newer than ${RELEASE}: use a newer program.`;
    throw new AppError("unavailable", message);
  }
  if (isEmbedded && (await readdir(config.dataDir).catch(() => [])).length > 0)
    throw toOccupiedError(config.dataDir);
  if (dump !== null) await checkFile(join(folder, FILES.dump), dump);
  await checkFile(join(folder, FILES.manifest), manifest);
  if (!metadata.includesSecret) await checkSecret(config, metadata);
}

async function checkFile(path: string, wanted: NonNullable<Metadata["dump"]>): Promise<void> {
  const found = await hashFile(path).catch(() => undefined);
  if (found?.sha256 === wanted.sha256) return;
  throw new AppError("invalid_request", `${path} is missing or damaged: use another backup.`);
}

/** Throws `conflict` if the keys of the database do not work with this APP_SECRET. */
async function checkSecret(config: Config, metadata: Metadata): Promise<void> {
  const { kind, secretFingerprint } = metadata;
  if (secretFingerprint === null) return;
  // Otherwise `openSecrets` would create a secret.
  const secrets = hasSecret(config) ? await openSecrets(config) : undefined;
  const known = [secrets?.fingerprint, secrets?.previous?.fingerprint];
  if (known.some((each) => each?.toString("hex") === secretFingerprint)) return;
  // An embedded database is only restored into an empty DATA_DIR.
  const folder = ", or DATA_DIR to the folder whose app-secret file contains it";
  const message =
    "The backup belongs to another APP_SECRET, which it does not contain: set APP_SECRET to it" +
    `${kind === "external" ? folder : ""}.`;
  throw new AppError("conflict", message);
}

/** Puts a copy of an embedded database, its secret and its objects into an empty DATA_DIR. */
async function placeFiles(
  { dataDir }: Config,
  { folder, metadata, log }: { folder: string; metadata: Metadata; log: Log },
): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const { includesObjects, includesSecret } = metadata;
  if (includesObjects) {
    const places = { from: join(folder, FILES.objects), to: join(dataDir, "files") };
    await copyObjects(join(folder, FILES.manifest), places);
  }
  if (includesSecret) await copyFile(join(folder, FILES.secret), join(dataDir, FILES.secret));
  await placeEmbedded(join(folder, FILES.embedded), dataDir, log);
}

function describe({ migrated, objects, violations }: Restored): string[] {
  const { count, sizeBytes, missing, different, examples } = objects;
  const faults = missing + different;
  return [
    "Restored the database.",
    ...migrated.map((name) => `Applied ${name}.`),
    faults === 0
      ? `All ${count} objects of the backup are in the storage, with ${formatMegabytes(sizeBytes)}.`
      : `Of ${count} objects, ${missing} are missing and ${different} differ: ${examples.join(", ")} …`,
    ...describeViolations(violations),
    "Start `serve --paused` to examine it. `serve` and `worker` without --paused resume all work: they send",
    "webhooks that were pending, and look for stored images before they call a provider.",
  ];
}
