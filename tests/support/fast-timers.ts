/** Preloaded before a published script, so that its pauses between polls take no time. */
const pause = globalThis.setTimeout;
globalThis.setTimeout = Object.assign((then: () => void) => pause(then, 5), pause);
