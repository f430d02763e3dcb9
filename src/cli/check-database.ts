import type postgres from "postgres";
import type { Config } from "../foundation/config.ts";
import { unusableProviders } from "../core/models/usable-providers.ts";
import { findMissingSettings } from "../database/settings.ts";
import { openMaintenanceConnection } from "../database/db.ts";
import { AppError } from "../foundation/errors.ts";
import { configuredProviders } from "../providers/index.ts";
import { computeKeyId } from "../foundation/sealing.ts";
import { hasSecret, openSecrets } from "../foundation/secrets.ts";
import type { Diagnostic } from "./check-host.ts";
import { checkReplica } from "./check-replica.ts";
import {
  checkReachable,
  hasDatabase,
  openDatabase,
  describeDatabaseUrl,
} from "../database/open.ts";
import { createQuietLog, describeMissingSecret } from "./runtime.ts";
import { checkMigrated, readSchemaState, RELEASE } from "../database/release.ts";
import { readRoleState } from "../database/runtime-role.ts";
import { IS_READ_ONLY } from "../database/writable-host.ts";
import { toRouteWarnings } from "./route-warnings.ts";

// Fewer months of partitions ahead are reported.
const LEAST_MONTHS = 3;

// If one of these is off, a power failure can lose or corrupt committed data.
const DURABLE = ["fsync", "full_page_writes", "synchronous_commit"];

/** Checks the database and the workers. Only reads, and creates no database. */
export async function checkDatabase(config: Config): Promise<Diagnostic[]> {
  if (!hasDatabase(config)) {
    const message =
      "No Darkroom database here: set DATA_DIR or DATABASE_URL, or run `serve`, which creates one.";
    return [{ check: "database", state: "warn", message }];
  }
  try {
    const database = await openDatabase(config, createQuietLog(config), { creates: false });
    try {
      return await runChecks(config, database.url);
    } finally {
      await database.stop();
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ check: "database", state: "fail", message }];
  }
}

async function runChecks(config: Config, url: string): Promise<Diagnostic[]> {
  const version = await checkReachable(url);
  const message = `Postgres ${version} at ${describeDatabaseUrl(url)}`;
  const reachable: Diagnostic = { check: "database", state: "ok", message };
  const { databaseReplicaUrl: replicaUrl } = config;
  const sql = openMaintenanceConnection(url);
  try {
    const found = [
      reachable,
      await checkWritable(sql),
      await checkDurability(sql),
      await checkSettings(sql),
    ];
    const schema = await checkSchema(url, sql);
    if (schema.state === "fail") return [...found, schema];
    return [
      ...found,
      schema,
      await checkRole(config, sql),
      await checkSecret(config, sql),
      await checkAdmin(sql),
      await checkModels(config, sql),
      await checkWorkers(sql),
      await checkPartitions(sql),
      ...(replicaUrl === undefined ? [] : [await checkReplica(replicaUrl, sql)]),
    ];
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function checkSchema(url: string, sql: postgres.Sql): Promise<Diagnostic> {
  const check = "migrations";
  const state = await readSchemaState(sql);
  try {
    checkMigrated(state, describeDatabaseUrl(url));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { check, state: "fail", message: error.message };
  }
  const { release } = state;
  const message =
    release > RELEASE
      ? `The database is at release ${release}; this program is release ${RELEASE} and compatible.`
      : `All migrations are applied: release ${release}.`;
  return { check, state: "ok", message };
}

async function checkWritable(sql: postgres.Sql): Promise<Diagnostic> {
  const check = "database writes";
  const [row] = await sql.unsafe<{ is_read_only: boolean }[]>(IS_READ_ONLY);
  if (row?.is_read_only === false)
    return { check, state: "ok", message: "The database accepts writes." };
  const message =
    "The database is read-only: it is a standby, or default_transaction_read_only is on. Set " +
    "DATABASE_URL to the primary, or make it writable.";
  return { check, state: "fail", message };
}

async function checkDurability(sql: postgres.Sql): Promise<Diagnostic> {
  const check = "durability";
  const off = await sql<{ name: string }[]>`
    select name from pg_settings where name in ${sql(DURABLE)} and setting = 'off'`;
  const names = off.map(({ name }) => name).join(", ");
  if (names === "") return { check, state: "ok", message: "Commits survive a power failure." };
  const message = `${names} off: a power failure can lose credits. Set to on in postgresql.conf.`;
  return { check, state: "fail", message };
}

async function checkSettings(sql: postgres.Sql): Promise<Diagnostic> {
  const check = "database settings";
  const missing = await findMissingSettings(sql);
  if (missing.length === 0)
    return { check, state: "ok", message: "The settings of the role are as written by `migrate`." };
  const message =
    `Settings of the role differ from those written by \`migrate\`: ${missing.join(", ")}. ` +
    "Run `migrate` as this role. Connections of a pooler must be reopened.";
  return { check, state: "warn", message };
}

async function checkRole({ databaseUrl }: Config, sql: postgres.Sql): Promise<Diagnostic> {
  const check = "database role";
  const { name, isSuperuser, canChangeSchema, missing } = await readRoleState(sql);
  const advice = "run `migrate --runtime-role ROLE` as the owner";
  if (missing.length > 0) {
    const message = `${name} cannot read ${missing.join(", ")}: ${advice}.`;
    return { check, state: "fail", message };
  }
  if (isSuperuser) {
    const message = `${name} is a superuser: ${advice}, and set DATABASE_URL to that role.`;
    return { check, state: "warn", message };
  }
  if (!canChangeSchema) return { check, state: "ok", message: `${name} cannot change the schema.` };
  if (databaseUrl === undefined)
    return { check, state: "ok", message: `${name} is not a superuser.` };
  const message =
    `${name} can change the schema, which only \`migrate\` needs: ${advice}, and set DATABASE_URL ` +
    "of `serve` and `worker` to that role.";
  return { check, state: "warn", message };
}

async function checkSecret(config: Config, sql: postgres.Sql): Promise<Diagnostic> {
  const check = "keys";
  const unbound: Diagnostic = { check, state: "ok", message: "The database is not bound yet." };
  if (!hasSecret(config)) {
    const bound = await sql`select 1 from installation`;
    if (bound.length === 0) return unbound;
    return { check, state: "fail", message: describeMissingSecret(config) };
  }
  const { fingerprint, webhookSealing, previous } = await openSecrets(config);
  const keyId = computeKeyId(webhookSealing);
  const [row] = await sql<{ fingerprint: Buffer; rest: number }[]>`
    select secret_fingerprint as fingerprint, (
      select count(*)::integer
      from webhook_endpoints
      where substring(secret from 1 for 4) <> ${keyId}
        or (old_secret_until > clock() and substring(old_secret from 1 for 4) <> ${keyId})
    ) as rest
    from installation`;
  if (row === undefined) return unbound;
  if (previous?.fingerprint.equals(row.fingerprint)) {
    const message = "APP_SECRET is new: start `serve` or `worker` with it to replace the old one.";
    return { check, state: "warn", message };
  }
  if (!fingerprint.equals(row.fingerprint)) {
    const message =
      "APP_SECRET differs from the one this database was set up with, so no key works: set it.";
    return { check, state: "fail", message };
  }
  if (row.rest > 0) {
    const message =
      `${row.rest} webhook secrets are encrypted with another APP_SECRET: set it as ` +
      "APP_SECRET_PREVIOUS and restart `serve` or `worker`.";
    return { check, state: "fail", message };
  }
  if (previous === undefined)
    return { check, state: "ok", message: "APP_SECRET matches the database." };
  const message =
    "APP_SECRET has replaced the previous one: remove APP_SECRET_PREVIOUS when all processes run with it.";
  return { check, state: "ok", message };
}

async function checkAdmin(sql: postgres.Sql): Promise<Diagnostic> {
  const check = "admin";
  const admins = await sql`select 1 from accounts where admin and disabled_at is null limit 1`;
  if (admins.length > 0) return { check, state: "ok", message: "The server has an admin." };
  const message =
    "No admin yet: run `serve` and open its setup link, or run `account create --admin`.";
  return { check, state: "fail", message };
}

async function checkModels(config: Config, sql: postgres.Sql): Promise<Diagnostic> {
  const check = "models";
  const rows = await sql<{ model: string; routes: string }[]>`
    select m.id as model, string_agg(r.provider, ' ' order by r.position) as routes
    from models m
      join model_routes r on r.model = m.id
    where m.enabled
    group by m.id
    order by m.id`;
  const configured = configuredProviders(config);
  const found = rows.map(({ model, routes }) => {
    const providers = routes.split(" ");
    const unusable = unusableProviders(configured, providers);
    const isServed = unusable.length < providers.length;
    return { isServed, warnings: toRouteWarnings(model, providers, unusable) };
  });
  const warnings = found.flatMap(({ warnings: own }) => own);
  if (warnings.length === 0)
    return { check, state: "ok", message: "All models have a usable provider." };
  const state = found.every(({ isServed }) => isServed) ? "warn" : "fail";
  return { check, state, message: [...new Set(warnings)].join(" ") };
}

async function checkWorkers(sql: postgres.Sql): Promise<Diagnostic> {
  const check = "workers";
  const [row] = await sql<{ alive: number }[]>`
    select count(*)::integer as alive
    from workers
    where stopped_at is null and seen_at > clock() - interval '20 seconds'`;
  const alive = row?.alive ?? 0;
  if (alive > 0) return { check, state: "ok", message: `${alive} running` };
  const message = "No worker is running, so no image is generated: run `serve` or `worker`.";
  return { check, state: "warn", message };
}

async function checkPartitions(sql: postgres.Sql): Promise<Diagnostic> {
  const check = "partitions";
  const [row] = await sql<{ months: number }[]>`
    select count_months_ahead() as months`;
  const months = row?.months ?? 0;
  const found = `The history of attempts and deliveries has partitions for the next ${months} months.`;
  if (months >= LEAST_MONTHS) return { check, state: "ok", message: found };
  const message =
    `${found} Run \`migrate\`, which adds those of the next 24 months. ` +
    "Until then, attempts and deliveries of a month without a partition stay in the main tables.";
  return { check, state: "warn", message };
}
