/** What a scenario needs of the machine. */
interface Needs {
  /** Packages of Debian. */
  packages: string[];
  /** Whether it runs the previous release, which is in the history of the repository. */
  history?: true;
}

const PATRONI = ["patroni", "python3-etcd", "etcd-server", "haproxy", "postgresql-15"];

/** The scenarios in the order of their run. */
export const SCENARIOS: Record<string, Needs> = {
  "pooler.ha.ts": { packages: ["pgbouncer"] },
  "rolling-deploy.ha.ts": { packages: ["haproxy"], history: true },
  "failover.ha.ts": { packages: [...PATRONI, "pgbouncer"] },
  "replica.ha.ts": { packages: PATRONI },
};
