/** The scenarios in the order of their run, and the Debian packages that each one needs. */
export const SCENARIOS: Record<string, string[]> = {
  "pooler.ha.ts": ["pgbouncer"],
};
