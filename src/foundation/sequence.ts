/** Runs a task when those before it have ended, and returns its result. */
export type Sequence = <Out>(work: () => Promise<Out>) => Promise<Out>;

/** Creates a sequence: its tasks run one at a time, in the order of the calls. */
export function createSequence(): Sequence {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}
