/** A generator of random numbers whose sequence depends only on its seed. */
export interface Random {
  /** Returns a number from 0 up to and excluding 1. */
  next(): number;
  /** Returns whether an event of this probability happens. */
  happens(probability: number): boolean;
  /** Returns an integer from `least` to `most`. */
  integer(least: number, most: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  /** Returns an independent generator, so that one part does not change the sequence of another. */
  fork(name: string): Random;
}

/** Creates a generator (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  return {
    next,
    happens: (probability) => next() < probability,
    integer: (least, most) => least + Math.floor(next() * (most - least + 1)),
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    fork: (name) => createRandom(Bun.hash.crc32(`${seed} ${name}`)),
  };
}
