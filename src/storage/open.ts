import { join } from "node:path";
import type { Config } from "../config.ts";
import { createDisk, type DiskRoutes } from "./disk.ts";
import { createS3 } from "./s3.ts";
import type { Storage } from "./storage.ts";

/** The store that the settings name: the S3 bucket where one is set, else a folder in DATA_DIR. */
export function openStorage(
  config: Pick<Config, "s3" | "dataDir">,
  options: { publicUrl: () => string; secret: string },
): Storage & Partial<DiskRoutes> {
  if (config.s3) return createS3(config.s3);
  return createDisk({ root: join(config.dataDir, "files"), ...options });
}
