import { expect, test } from "bun:test";
import { migrate } from "../../src/database/migrate.ts";
import { createLog } from "../../src/foundation/log.ts";
import { createEarlierDatabase } from "../support/earlier-release.ts";
import { findViolations } from "../support/invariants.ts";

/** The last migration of a release. All later ones and the functions are applied in one transaction. */
const RELEASES = ["0036", "0041"];

test.each(RELEASES)("a database of the release with migration %s is upgraded", async (last) => {
  const database = await createEarlierDatabase(last);
  const applied = await migrate(database.url, createLog("error"));
  expect(applied.toSorted()).toEqual([...database.pending, "functions"].toSorted());
  expect(await findViolations(database.url)).toEqual([]);
  await database.drop();
});
