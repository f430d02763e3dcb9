import {
  findViolations as findViolationsOf,
  type Invariant,
  INVARIANTS,
  parseInvariants,
  type Violation,
} from "../../src/database/invariants.ts";
import liveInvariants from "./invariants.sql" with { type: "text" };

const ALL = [...INVARIANTS, ...parseInvariants(liveInvariants)];

/** Lists the invariants of `ledger verify`, and those that hold while workers run and limits stay. */
export function listInvariants(): Invariant[] {
  return ALL;
}

/** Returns the violations of all invariants. */
export function findViolations(databaseUrl: string): Promise<Violation[]> {
  return findViolationsOf(databaseUrl, ALL);
}
