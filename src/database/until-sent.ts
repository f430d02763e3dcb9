import { setImmediate } from "node:timers/promises";

/**
 * Waits until a statement has been sent that was requested just before, so that other work overlaps with the
 * wait for its result: a batch starts in the next turn of the event loop, and the driver writes a short
 * message in the turn after it.
 */
export async function untilSent(): Promise<void> {
  await setImmediate();
  await setImmediate();
}
