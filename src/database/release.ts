import { createHash } from "node:crypto";
import type postgres from "postgres";
import { functions, migrations, release } from "../../generated/migrations.ts";
import { AppError } from "../foundation/errors.ts";
import { programName } from "../foundation/program-name.ts";

/**
 * The release of the schema and the functions that this program carries. `bun run generate` raises it
 * by one when a file in sql/migrations or sql/functions has changed (generated/release.txt records
 * the number and the hash), and a test fails when that was not done. The number is never lowered.
 */
export const RELEASE = release;

/**
 * The oldest release whose programs work with this release's schema and functions. Programs that are
 * older refuse to start on a database that this release has migrated; all others keep serving, so a
 * deployment can run two releases at a time and return to the previous one.
 *
 * A change that an older program cannot work with is made in three releases:
 * 1. expand: add the new table, column or function. A function whose parameters or results change
 *    gets a new name (`accept_generation_2`); the old one stays. This constant stays.
 * 2. deploy: all processes run the release that uses the new one.
 * 3. contract: a later release drops the old one. Set this constant to the release of step 1.
 *
 * `migrate` raises the stored value by itself to the current release when it has to drop a function
 * because its parameters' names or its results changed under the same name.
 */
export const OLDEST_COMPATIBLE_RELEASE = 1;

/** All functions count as one entry of the table `migrations`, with the hash of their text. */
export const FUNCTIONS = "functions";
export const functionText = functions.map(({ text }) => text).join("\n");

/** What a database says about its schema. */
export interface SchemaState {
  /** Whether it has no table of ours. */
  isEmpty: boolean;
  /** 0 for a database that was migrated before releases were numbered. */
  release: number;
  oldestCompatible: number;
  /** Migrations that this program does not have. */
  unknown: string[];
  /** What `migrate` would apply, by name. Empty for a database of a newer release. */
  pending: string[];
}

/** Reads the state of a database and changes nothing. */
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
  const ours = [FUNCTIONS, ...migrations.map(({ name }) => name)];
  return {
    isEmpty: !known?.migrations,
    release,
    oldestCompatible: oldest,
    unknown: applied.map(({ name }) => name).filter((name) => !ours.includes(name)),
    pending: release > RELEASE ? [] : findPending(applied, release),
  };
}

function findPending(applied: { name: string; hash: string }[], release: number): string[] {
  const hashes = new Map(applied.map(({ name, hash }) => [name, hash]));
  const due = migrations.map(({ name }) => name).filter((name) => !hashes.has(name));
  const isCurrent = release === RELEASE && hashes.get(FUNCTIONS) === computeHash(functionText);
  return isCurrent ? due : [...due, FUNCTIONS];
}

/**
 * Throws `unavailable` with instructions if this program does not work with the database: its release
 * is older than the oldest compatible one, or the database has migrations of an unknown release.
 */
export function checkCompatible(state: SchemaState, place: string): void {
  const { release, oldestCompatible, unknown } = state;
  if (RELEASE < oldestCompatible) {
    throw new AppError(
      "unavailable",
      `The database at ${place} is at release ${release} and needs release ${oldestCompatible} or ` +
        `newer of Darkroom; this program is release ${RELEASE}. Start a newer version.`,
    );
  }
  if (release <= RELEASE && unknown.length > 0) {
    throw new AppError(
      "unavailable",
      `The database at ${place} has migrations that this program does not have ` +
        `(${unknown.join(", ")}). Start the version that applied them, or a newer one.`,
    );
  }
}

/** Throws `unavailable` with instructions if the database is not up to date for this program. */
export function checkMigrated(state: SchemaState, place: string): void {
  checkCompatible(state, place);
  if (state.pending.length === 0) return;
  throw new AppError(
    "unavailable",
    `The database at ${place} is not up to date (not applied: ${state.pending.join(", ")}): ` +
      `run \`${programName()} migrate\`.`,
  );
}

/** Returns the hash under which a migration or all functions are recorded. */
export function computeHash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
