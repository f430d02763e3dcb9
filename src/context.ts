import type { Config } from "./config.ts";
import type { Db } from "./db.ts";
import type { Log } from "./log.ts";
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
  /** The address customers reach us at, without a trailing slash. */
  publicUrl(): string;
}
