/** A broken promise. */
export interface RunViolation {
  kind: string;
  message: string;
}

/** A time in which something was away, in ms of `performance.now`. */
export interface Outage {
  /** What was away, such as "postgres", "provider" or "worker 1". */
  what: string;
  from: number;
  to: number;
  /** Whether a process ended. */
  isEnd?: boolean;
}

/** A time to look for outages in. */
export interface Period {
  from: number;
  to: number;
  /** Shorter outages do not count, except the end of a process. */
  leastMs?: number;
}

/** What happens in a run. */
export interface Journal {
  note(text: string, details?: object): void;
  violate(kind: string, message: string): void;
  violations: RunViolation[];
  /** All notes, to explain a violation. */
  lines: string[];
  outages: Outage[];
  /** Begins an outage, which lasts until the result is disposed. */
  begin(what: string): Disposable;
  /** Records that a process ended at this time. */
  processEnded(name: string, at: number): void;
  /** Returns whether a part was away at some time of a period. */
  wasAway(what: RegExp, period: Period): boolean;
  countFault(kind: string): void;
  faults: Map<string, number>;
}

/** Creates the journal of a run. `say` receives each line. */
export function createJournal(say: (line: string) => void): Journal {
  const startedAt = performance.now();
  const lines: string[] = [];
  const violations: RunViolation[] = [];
  const outages: Outage[] = [];
  const faults = new Map<string, number>();
  function note(text: string, details?: object): void {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(2).padStart(7);
    const line = `${seconds} ${text}${details ? ` ${JSON.stringify(details)}` : ""}`;
    lines.push(line);
    say(line);
  }
  return {
    note,
    lines,
    violations,
    outages,
    faults,
    violate(kind, message) {
      violations.push({ kind, message });
      note(`VIOLATION ${kind}: ${message}`);
    },
    begin(what) {
      const outage: Outage = { what, from: performance.now(), to: Infinity };
      outages.push(outage);
      return { [Symbol.dispose]: () => void (outage.to = performance.now()) };
    },
    processEnded: (what, at) => void outages.push({ what, from: at, to: at, isEnd: true }),
    wasAway: (what, { from, to, leastMs = 0 }) =>
      outages.some(
        (outage) =>
          what.test(outage.what) &&
          outage.from <= to &&
          outage.to >= from &&
          (outage.isEnd || outage.to - outage.from >= leastMs),
      ),
    countFault: (kind) => void faults.set(kind, (faults.get(kind) ?? 0) + 1),
  };
}
