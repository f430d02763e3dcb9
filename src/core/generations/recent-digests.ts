/** Digests that are remembered for some time after they were last added. */
export interface RecentDigests {
  add(digest: string): void;
  has(digest: string): boolean;
}

const MAX_DIGESTS = 10_000;

/** Creates a set whose members leave it after `lifeMs`, and before that if there are very many. */
export function createRecentDigests(lifeMs: number): RecentDigests {
  // In the order in which they leave.
  const ends = new Map<string, number>();
  function removeOld(): void {
    for (const [digest, endMs] of ends) {
      if (endMs > performance.now() && ends.size <= MAX_DIGESTS) return;
      ends.delete(digest);
    }
  }
  return {
    add(digest) {
      ends.delete(digest);
      ends.set(digest, performance.now() + lifeMs);
      removeOld();
    },
    has: (digest) => (ends.get(digest) ?? 0) > performance.now(),
  };
}
