import { command, configOf } from "./command.ts";
import { openDatabase } from "./database.ts";
import { quietLog } from "./house.ts";
import { migrate } from "./migrate.ts";

/** Brings the database up to date. */
export const migrateCommand = command({
  name: "migrate",
  summary: "Bring the database up to date; serve and worker do it as well when they start",
  options: {},
  async run(job) {
    const config = configOf(job);
    const log = quietLog(config);
    const database = await openDatabase(config, log);
    try {
      const applied = await migrate(database.url, log);
      const lines = applied.map((name) => `Applied ${name}.`);
      job.terminal.answer({ applied }, lines.length > 0 ? lines : ["The database is up to date."]);
    } finally {
      await database.stop();
    }
  },
});
