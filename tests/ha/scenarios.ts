const PATRONI = ["patroni", "python3-etcd", "etcd-server", "haproxy", "postgresql-15"];

/** The scenarios in the order of their run, and the Debian packages that each one needs. */
export const SCENARIOS: Record<string, string[]> = {
  "pooler.ha.ts": ["pgbouncer"],
  "rolling-deploy.ha.ts": ["haproxy"],
  "failover.ha.ts": [...PATRONI, "pgbouncer"],
  "replica.ha.ts": PATRONI,
};
