/**
 * A process that uses the embedded Postgres of the folder it is given: prints the URL, holds on
 * until its standard input ends, leaves and exits.
 */
import { openEmbedded } from "../../src/database/embedded/postgres.ts";
import { createLog } from "../../src/foundation/log.ts";

const [dataDir = ""] = process.argv.slice(2);
const database = await openEmbedded(dataDir, createLog("warn"));
process.stdout.write(`${database.url}\n`);
await Bun.stdin.text();
await database.stop();
process.stdout.write("left\n");
