import type postgres from "postgres";
import { openMaintenanceConnection } from "../database/db.ts";
import { command, getConfig } from "./command.ts";
import { openDatabase } from "../database/open.ts";
import { createQuietLog } from "./runtime.ts";
import { migrate } from "../database/migrate.ts";
import { checkRuntimeRole, grantRuntimeRole } from "../database/runtime-role.ts";
import { writeRoleSettings } from "../database/settings.ts";
import type { Log } from "../foundation/log.ts";
import { optional, pattern } from "./options.ts";
import { readSchemaState, RELEASE } from "../database/release.ts";

/** Migrates the database to the release of this program. */
export const migrateCommand = command({
  name: "migrate",
  changes: true,
  summary: "Migrate the database to the release of this program",
  options: {
    runtimeRole: optional(
      pattern(
        "ROLE",
        /^[a-z_][a-z0-9_]{0,50}$/,
        "must be 1 to 51 lower-case letters, digits or _, and start with a letter or _",
      ),
      "Role that `serve` and `worker` connect as; it is granted what they need and cannot change the schema",
    ),
  },
  async run(context, { runtimeRole }) {
    const config = getConfig(context);
    const log = createQuietLog(config);
    const database = await openDatabase(config, log, { creates: true });
    const { directUrl: url } = database;
    try {
      if (runtimeRole !== undefined)
        await withConnection(url, (sql) => checkRuntimeRole(sql, runtimeRole));
      const applied = await migrate(url, log);
      if (runtimeRole !== undefined)
        await withConnection(url, (sql) => setUpRuntimeRole(sql, runtimeRole, log));
      const { release } = await withConnection(url, readSchemaState);
      const result = { applied, release, ...(runtimeRole !== undefined && { runtimeRole }) };
      context.terminal.result(result, [
        ...applied.map((name) => `Applied ${name}.`),
        ...(runtimeRole === undefined ? [] : [`Granted the runtime privileges to ${runtimeRole}.`]),
        release > RELEASE
          ? `Nothing to do: the database is at release ${release}, this program at ${RELEASE}.`
          : `The database is up to date: release ${release}.`,
      ]);
    } finally {
      await database.stop();
    }
  },
});

/** Grants the privileges of the runtime role and writes its settings. */
async function setUpRuntimeRole(sql: postgres.Sql, role: string, log: Log): Promise<void> {
  await grantRuntimeRole(sql, role);
  const isWritten = await writeRoleSettings(sql, role);
  if (!isWritten) log.warn("database_settings_not_written", { role });
}

async function withConnection<Result>(
  url: string,
  run: (sql: postgres.Sql) => Promise<Result>,
): Promise<Result> {
  const sql = openMaintenanceConnection(url);
  try {
    return await run(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
