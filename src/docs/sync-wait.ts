// The contract states the default of SYNC_WAIT_SECONDS, in each language.
const STATED_WAIT = /\b800(?= (?:seconds|秒|saniye))/g;

/** Returns a text of the contract with the longest wait of this server. */
export function withSyncWait(text: string, syncWaitMs: number): string {
  return text.replaceAll(STATED_WAIT, String(syncWaitMs / 1000));
}
