import { useSyncExternalStore } from "react";

type Settle = (isConfirmed: boolean) => void;

let waiting: Settle[] = [];
const listeners = new Set<() => void>();

/**
 * Asks the user to confirm the password. Resolves to true after the confirmation, and to false if the user
 * cancels. Requests that need it at the same time share one prompt.
 */
export function promptForPassword(): Promise<boolean> {
  return new Promise((settle) => update([...waiting, settle]));
}

/** Ends the prompt and continues all requests that wait for it. */
export function settlePasswordPrompt(isConfirmed: boolean): void {
  const settled = waiting;
  update([]);
  for (const settle of settled) settle(isConfirmed);
}

/** Returns whether a request waits for the user to confirm the password. */
export function useIsPrompting(): boolean {
  return useSyncExternalStore(subscribe, () => waiting.length > 0);
}

function update(next: Settle[]): void {
  waiting = next;
  for (const listener of listeners) listener();
}

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}
