/** The connections of one pool, and how often it has lost them since the start of the process. */
export interface PoolState {
  /** The maximum number of connections. */
  size: number;
  /** Connections that run a statement or are being opened. */
  busy: number;
  /** Statements that wait for a connection. */
  waiting: number;
  /** Connections that ended before they were closed, or that did not respond in time. */
  lostConnections: number;
  /** How often the database was reached again after a connection was lost or could not be opened. */
  reconnects: number;
}

/** Counts the interruptions of a pool. */
export interface Interruptions {
  /** Records that a connection was lost. */
  lost(): void;
  /** Records that no connection could be opened. */
  unreachable(): void;
  /** Records that a connection was opened. */
  connected(): void;
  read(): Pick<PoolState, "lostConnections" | "reconnects">;
}

/** Creates the count of a pool that was not interrupted yet. */
export function countInterruptions(): Interruptions {
  let isInterrupted = false;
  let lostConnections = 0;
  let reconnects = 0;
  return {
    lost() {
      isInterrupted = true;
      lostConnections++;
    },
    unreachable() {
      isInterrupted = true;
    },
    connected() {
      if (isInterrupted) reconnects++;
      isInterrupted = false;
    },
    read: () => ({ lostConnections, reconnects }),
  };
}
