import { type Db, DEADLINES } from "./db.ts";

/**
 * Returns the database for the statements of one request. Together they take at most
 * `requestMs`, because the client waits for their sum. Time in which no statement runs, such as the upload
 * of a body, is not counted and restores as much of the limit.
 */
export function limitToRequest(db: Db): Db {
  let running = 0;
  // Milliseconds in statements, and when `running` last became 0 or more than 0.
  let spentMs = 0;
  let changedAt = performance.now();

  function readSpentMs(): number {
    const elapsedMs = performance.now() - changedAt;
    return running > 0 ? spentMs + elapsedMs : Math.max(0, spentMs - elapsedMs);
  }
  function change(by: 1 | -1): void {
    spentMs = readSpentMs();
    changedAt = performance.now();
    running += by;
  }
  async function track<T>(work: () => Promise<T>): Promise<T> {
    change(1);
    try {
      return await work();
    } finally {
      change(-1);
    }
  }
  const deadline = () => performance.now() + DEADLINES.requestMs - readSpentMs();
  return {
    ...db,
    deadline,
    track,
    query: (text, values) => track(() => db.query(text, values, deadline())),
    history: {
      ...db.history,
      query: (text, values) => track(() => db.history.query(text, values, deadline())),
    },
  };
}
