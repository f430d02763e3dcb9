/** Acquires slots concurrently: `bun slot-process.ts <name> <limit> <window ms> <count>`. */
import { openDb } from "../../src/database/db.ts";
import * as queries from "../../generated/queries/providers.ts";

const [name = "", limit, windowMs, count] = process.argv.slice(2);
const db = openDb(process.env.DATABASE_URL ?? "", { connections: 5 });
const turn = { name, limit: Number(limit), windowMs: Number(windowMs), maxWaitMs: 3_600_000 };
await Promise.all(
  Array.from({ length: Number(count) }, () => queries.acquireProviderSlot.run(turn, db)),
);
await db.close();
