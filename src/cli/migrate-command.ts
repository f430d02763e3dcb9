import { openMaintenanceConnection } from "../database/db.ts";
import { command, getConfig } from "./command.ts";
import { openDatabase } from "../database/open.ts";
import { createQuietLog } from "./runtime.ts";
import { migrate } from "../database/migrate.ts";
import { grantRuntimeRole } from "../database/runtime-role.ts";
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
        "must be a role of lower-case letters, digits and _",
      ),
      "Database role for `serve` and `worker`; it gets the privileges that they need, none on the schema",
    ),
  },
  async run(context, { runtimeRole }) {
    const config = getConfig(context);
    const log = createQuietLog(config);
    const database = await openDatabase(config, log, { creates: true });
    try {
      const applied = await migrate(database.directUrl, log);
      const release = await finish(database.directUrl, runtimeRole, log);
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

/** Grants the privileges of the runtime role, if one is named, and returns the release. */
async function finish(url: string, runtimeRole: string | undefined, log: Log): Promise<number> {
  const sql = openMaintenanceConnection(url);
  try {
    if (runtimeRole !== undefined) {
      await grantRuntimeRole(sql, runtimeRole);
      const isWritten = await writeRoleSettings(sql, runtimeRole);
      if (!isWritten) log.warn("database_settings_not_written", { role: runtimeRole });
    }
    return (await readSchemaState(sql)).release;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
