/**
 * Opens the embedded Postgres of the given folder, prints its URL, and releases it when the standard
 * input ends.
 */
import { openEmbedded } from "../../src/database/embedded/postgres.ts";
import { createLog } from "../../src/foundation/log.ts";

const [dataDir = ""] = process.argv.slice(2);
const database = await openEmbedded(dataDir, createLog("warn"));
process.stdout.write(`${database.url}\n`);
await Bun.stdin.text();
await database.stop();
process.stdout.write("left\n");
