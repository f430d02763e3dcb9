import { copyFile, exists, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { version } from "../../../package.json";
import { openMaintenanceConnection } from "../../database/db.ts";
import { type Dump, dumpDatabase, readMajorVersion } from "../../database/dump.ts";
import { copyEmbedded } from "../../database/embedded/stopped.ts";
import { describeDatabase, describeDatabaseUrl, openDatabase } from "../../database/open.ts";
import { checkCompatible, readSchemaState } from "../../database/release.ts";
import type { Config } from "../../foundation/config.ts";
import type { Log } from "../../foundation/log.ts";
import { openStorage } from "../../storage/open.ts";
import { command, getConfig } from "../command.ts";
import { argument, text } from "../options.ts";
import { createProgress, formatMegabytes, type Progress } from "../progress.ts";
import { createQuietLog } from "../runtime.ts";
import { table } from "../terminal.ts";
import { hashFile, type ManifestTotal, writeManifest } from "./manifest.ts";
import { checkNewFolder, FILES, type Metadata, writeMetadata } from "./metadata.ts";

type Written = Omit<Metadata, "format" | "createdAt">;

/** Backs up the database, and lists the objects of the storage. */
export const backup = command({
  name: "backup",
  summary:
    "Back up the database into a new folder, with a list of the stored objects; an embedded database must " +
    "be stopped and is copied with the objects",
  options: { directory: argument(text("DIRECTORY"), "New folder for the backup") },
  async run(context, { directory }) {
    const config = getConfig(context);
    const folder = resolve(directory);
    await checkNewFolder(folder);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const progress = createProgress(context.terminal);
    const written = await writeBackup(config, { folder, log: createQuietLog(config), progress });
    await writeMetadata(folder, written);
    const { kind, release, objects, includesSecret, includesObjects } = written;
    context.terminal.result(
      { directory: folder, kind, release, objects, includesSecret, includesObjects },
      describe(config, folder, written),
    );
  },
});

interface Target {
  folder: string;
  log: Log;
  progress: Progress;
}

async function writeBackup(config: Config, target: Target): Promise<Written> {
  const { folder, log, progress } = target;
  const isEmbedded = config.databaseUrl === undefined;
  const facts = await readFacts(config, log);
  let dump: Dump | null = null;
  if (isEmbedded) await copyEmbedded(config.dataDir, join(folder, FILES.embedded), log);
  else {
    dump = await dumpDatabase(facts.url, join(folder, FILES.dump), (bytes) =>
      progress(() => `Database: ${formatMegabytes(bytes)} …`),
    );
  }
  // Listed after the snapshot of the database, so that every object to which it refers is listed, unless it
  // was removed in between.
  const includesObjects = isEmbedded && config.s3 === undefined;
  const objects = await listObjects(config, target, includesObjects);
  const includesSecret = isEmbedded && (await copySecret(config, folder));
  const manifest = await hashFile(join(folder, FILES.manifest));
  const { release, postgresVersion, secretFingerprint } = facts;
  return {
    ...{ version, release, kind: isEmbedded ? "embedded" : "external", postgresVersion },
    ...{ secretFingerprint, includesSecret, includesObjects, dump, manifest, objects },
  };
}

/** Reads what identifies a database. An embedded one is stopped afterwards unless others use it. */
async function readFacts(config: Config, log: Log) {
  const database = await openDatabase(config, log, { creates: false });
  const { directUrl: url } = database;
  const sql = openMaintenanceConnection(url);
  try {
    const state = await readSchemaState(sql);
    checkCompatible(state, describeDatabaseUrl(url));
    const [bound] = state.isEmpty
      ? []
      : await sql<{ fingerprint: Buffer }[]>`
          select secret_fingerprint as fingerprint from installation`;
    const secretFingerprint = bound?.fingerprint.toString("hex") ?? null;
    const postgresVersion = await readMajorVersion(url);
    return { url, release: state.release, postgresVersion, secretFingerprint };
  } finally {
    await sql.end({ timeout: 1 });
    await database.stop();
  }
}

async function listObjects(
  config: Config,
  { folder, progress }: Target,
  isCopied: boolean,
): Promise<ManifestTotal> {
  const storage = await openStorage(config, { publicUrl: () => "", secret: "" });
  return writeManifest(storage, join(folder, FILES.manifest), {
    copyTo: isCopied ? join(folder, FILES.objects) : undefined,
    onProgress: ({ count, sizeBytes }) =>
      progress(() => `Objects: ${count} with ${formatMegabytes(sizeBytes)} …`),
  });
}

/** Returns whether the secret was copied: not if it is a setting. */
async function copySecret({ appSecret, dataDir }: Config, folder: string): Promise<boolean> {
  const path = join(dataDir, FILES.secret);
  if (appSecret !== undefined || !(await exists(path))) return false;
  await copyFile(path, join(folder, FILES.secret));
  return true;
}

function describe(config: Config, folder: string, written: Written): string[] {
  const { release, dump, objects, includesObjects, includesSecret } = written;
  const place = config.s3
    ? `bucket ${config.s3.bucket}`
    : `folder ${join(config.dataDir, "files")}`;
  const size = dump === null ? "copied" : formatMegabytes(dump.sizeBytes);
  const total = `${objects.count} with ${formatMegabytes(objects.sizeBytes)}`;
  return [
    `Backed up to ${folder}.`,
    ...table([
      ["  Database", `${describeDatabase(config)}, release ${release}: ${size}`],
      ["  Objects", includesObjects ? `${total}: copied` : `${total}: only listed`],
    ]),
    includesObjects
      ? "The backup contains all images: keep it private."
      : `The objects are not in the backup: back up the ${place} as well.`,
    includesSecret
      ? "The backup contains the secret of the installation: keep it private."
      : "The backup does not contain APP_SECRET, without which no API key works: keep it elsewhere.",
  ];
}
