import { findViolations, INVARIANTS, type Violation } from "../database/invariants.ts";
import { openDatabase } from "../database/open.ts";
import { command, getConfig } from "./command.ts";
import { createQuietLog } from "./runtime.ts";

/** Verifies the ledger and everything that depends on it. Exits with 1 if an invariant is violated. */
export const ledgerVerify = command({
  name: "ledger verify",
  summary: "Verify the ledger, generations and webhooks in one snapshot of the database",
  options: {},
  async run(context) {
    const config = getConfig(context);
    const database = await openDatabase(config, createQuietLog(config), { creates: false });
    try {
      const violations = await findViolations(database.directUrl);
      const result = { ok: violations.length === 0, invariants: INVARIANTS.length, violations };
      context.terminal.result(result, toLines(violations));
      return violations.length === 0 ? 0 : 1;
    } finally {
      await database.stop();
    }
  },
});

/** Returns one line for each violated invariant, and a summary. */
export function toLines(violations: Violation[]): string[] {
  const count = INVARIANTS.length;
  if (violations.length === 0) return [`All ${count} invariants hold.`];
  return [
    ...violations.map(({ rule, rows, examples }) => {
      const shown = examples.map((example) => JSON.stringify(example)).join(" ");
      return `Violated by ${rows} ${rows === 1 ? "row" : "rows"}: ${rule}: ${shown}`;
    }),
    `${violations.length} of ${count} invariants are violated.`,
  ];
}
