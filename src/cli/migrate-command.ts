import { openMaintenanceConnection } from "../database/db.ts";
import { command, getConfig } from "./command.ts";
import { openDatabase } from "../database/open.ts";
import { createQuietLog } from "./runtime.ts";
import { migrate } from "../database/migrate.ts";
import { readSchemaState, RELEASE } from "../database/release.ts";

/** Migrates the database to the release of this program. */
export const migrateCommand = command({
  name: "migrate",
  changes: true,
  summary: "Migrate the database to the release of this program",
  options: {},
  async run(job) {
    const config = getConfig(job);
    const log = createQuietLog(config);
    const database = await openDatabase(config, log, { creates: true });
    try {
      const applied = await migrate(database.directUrl, log);
      const release = await findRelease(database.directUrl);
      job.terminal.result({ applied, release }, [
        ...applied.map((name) => `Applied ${name}.`),
        release > RELEASE
          ? `Nothing to do: the database is at release ${release}, this program at ${RELEASE}.`
          : `The database is up to date: release ${release}.`,
      ]);
    } finally {
      await database.stop();
    }
  },
});

async function findRelease(url: string): Promise<number> {
  const sql = openMaintenanceConnection(url);
  try {
    return (await readSchemaState(sql)).release;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
