import { createHash } from "node:crypto";
import type postgres from "postgres";
import { functions, migrations, release } from "../../generated/migrations.ts";
import { AppError } from "../foundation/errors.ts";
import { programName } from "../foundation/program-name.ts";

/**
 * The release of the schema and the functions of this program. `bun run generate` increments it when a
 * file in sql/migrations or sql/functions has changed (generated/release.txt records the number and the
 * hash), and a test fails if that was not done. The number never decreases.
 */
export const RELEASE = release;

/**
 * The oldest release that works with the schema and functions of this release. Older programs do not
 * start on a database that this release has migrated; all others keep running, so a deployment can run
 * two releases at a time and roll back to the previous one.
 *
 * A change that an older program cannot work with is made in three releases:
 * 1. expand: add the new table, column or function. A function whose parameters or results change
 *    gets a new name (`accept_generation_2`); the old one stays. This constant stays.
 * 2. deploy: all processes run the release that uses the new one.
 * 3. contract: a later release drops the old one. Set this constant to the release of step 1.
 *
 * `migrate` sets the stored value to the current release if it has to drop a function because the names
 * of its parameters or its results changed under the same name.
 */
export const OLDEST_COMPATIBLE_RELEASE = 38;

/** The name in the table `migrations` under which the hash of all functions is recorded. */
export const FUNCTIONS = "functions";
// The message about a database that is not up to date names at most as many migrations.
const MOST_NAMED = 5;
/** The definitions of all SQL functions of this release. */
export const functionText = functions.map(({ text }) => text).join("\n");

/** The state of a database's schema. */
interface SchemaState {
  /** Whether the database has not been migrated. */
  isEmpty: boolean;
  /** 0 for an empty database. */
  release: number;
  oldestCompatible: number;
  /** Whether the database was created before the current sequence of migrations, or has unknown ones. */
  isDevelopment: boolean;
  /** Applied migrations whose text has changed since. */
  changed: string[];
  /** What `migrate` would apply, by name. Empty for a database of a newer release. */
  pending: string[];
}

/** Reads the state of a database without changing it. */
export async function readSchemaState(sql: postgres.ISql): Promise<SchemaState> {
  const [known] = await sql<{ migrations: boolean; release: boolean }[]>`
    select to_regclass('migrations') is not null as migrations,
      to_regclass('schema_release') is not null as release`;
  const applied = known?.migrations
    ? await sql<{ name: string; hash: string }[]>`select name, hash from migrations`
    : [];
  const [stored] = known?.release
    ? await sql<{ release: number; oldest: number }[]>`
        select release, oldest_compatible_release as oldest from schema_release`
    : [];
  const { release, oldest } = stored ?? { release: 0, oldest: 0 };
  const hashes = new Map(applied.map(({ name, hash }) => [name, hash]));
  return {
    isEmpty: !known?.migrations,
    release,
    oldestCompatible: oldest,
    isDevelopment: isDevelopment(hashes, release),
    changed: migrations
      .filter(({ name, text }) => (hashes.get(name) ?? computeHash(text)) !== computeHash(text))
      .map(({ name }) => name),
    pending: release > RELEASE ? [] : findPending(hashes, release),
  };
}

/** A newer release has all migrations of this program and its own; an older one has no others. */
function isDevelopment(hashes: Map<string, string>, release: number): boolean {
  if (release > RELEASE) return migrations.some(({ name }) => !hashes.has(name));
  const known = new Set([FUNCTIONS, ...migrations.map(({ name }) => name)]);
  return hashes.keys().some((name) => !known.has(name));
}

function findPending(hashes: Map<string, string>, release: number): string[] {
  const due = migrations.map(({ name }) => name).filter((name) => !hashes.has(name));
  const isCurrent = release === RELEASE && hashes.get(FUNCTIONS) === computeHash(functionText);
  return isCurrent ? due : [...due, FUNCTIONS];
}

/**
 * Throws `unavailable` with instructions if this program does not work with the database: the database
 * was created by a development version, an applied migration has changed, or this release is older than
 * the oldest compatible one.
 */
export function checkCompatible(state: SchemaState, place: string): void {
  const { release, oldestCompatible, isDevelopment, changed } = state;
  if (isDevelopment) {
    throw new AppError(
      "unavailable",
      "This database was created by a development version; use a new DATA_DIR or DATABASE_URL.",
    );
  }
  if (changed.length > 0) {
    throw new AppError(
      "unavailable",
      `The database at ${place} has applied migrations with a different content ` +
        `(${changed.join(", ")}). Start the version that applied them, or a newer one.`,
    );
  }
  if (RELEASE < oldestCompatible) {
    throw new AppError(
      "unavailable",
      `The database at ${place} is at release ${release} and needs release ${oldestCompatible} or ` +
        `newer of Darkroom; this program is release ${RELEASE}. Start a newer version.`,
    );
  }
}

/** Throws `unavailable` with instructions if the database is not at the release of this program. */
export function checkMigrated(state: SchemaState, place: string): void {
  checkCompatible(state, place);
  const { isEmpty, pending } = state;
  if (pending.length === 0) return;
  const named = pending.slice(0, MOST_NAMED).join(", ");
  const others = pending.length - MOST_NAMED;
  const missing = `not applied: ${named}${others > 0 ? ` and ${others} more` : ""}`;
  const fault = isEmpty ? "is not set up yet" : `is not up to date (${missing})`;
  const cure = `run \`${programName()} migrate\``;
  throw new AppError("unavailable", `The database at ${place} ${fault}: ${cure}.`);
}

/** Returns the recorded hash of the text of a migration, or of all functions. */
export function computeHash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
