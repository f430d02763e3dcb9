import { createHash } from "node:crypto";
import { join } from "node:path";
import { listSql } from "./migrations.ts";

/**
 * Returns the content of generated/release.txt: the release number and a hash of sql/migrations and
 * sql/functions. The number is incremented if the hash differs from the recorded one, so that no two
 * states of sql/ share a number.
 *
 * @param recorded the committed content. After a merge it has one line of each branch.
 */
export function nextRelease(recorded: string, hash: string): string {
  const lines = recorded.split("\n").filter((line) => line !== "");
  if (lines.length === 1 && lines[0]?.split(" ")[1] === hash) return `${lines[0]}\n`;
  const numbers = lines.map((line) => Number(line.split(" ")[0]));
  return `${Math.max(0, ...numbers) + 1} ${hash}\n`;
}

/** Returns the hash of the names and texts of sql/migrations and sql/functions. */
export async function hashSchema(root: string): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of ["migrations", "functions"]) {
    for (const name of await listSql(join(root, "sql", folder))) {
      const text = await Bun.file(join(root, "sql", folder, `${name}.sql`)).text();
      hash.update(`${folder}/${name}\n${text}\n`);
    }
  }
  return hash.digest("hex");
}
