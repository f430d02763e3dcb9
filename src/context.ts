import type { Config } from "./config.ts";
import type { Db } from "./db.ts";
import type { Log } from "./log.ts";
import type { Notices } from "./notices.ts";
import type { Provider } from "./providers/provider.ts";
import type { Secrets } from "./secrets.ts";
import type { Storage } from "./storage/storage.ts";

/** What every function of the house is given: built once, closed once, never global. */
export interface Context {
  config: Config;
  log: Log;
  db: Db;
  secrets: Secrets;
  storage: Storage;
  provider: Provider;
  /** Tells of generations that have ended, in any process. */
  finished: Notices;
  /** Aborts when this process begins to shut down, so that long waits answer and end. */
  closing: AbortSignal;
  /** The address customers reach us at, without a trailing slash. */
  publicUrl(): string;
}
