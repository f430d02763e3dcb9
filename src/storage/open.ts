import { join } from "node:path";
import type { Config } from "../foundation/config.ts";
import { createDisk, type DiskRoutes } from "./disk.ts";
import type { Storage } from "./storage.ts";

/** The store that the settings name: the S3 bucket where one is set, else a folder in DATA_DIR. */
export async function openStorage(
  config: Pick<Config, "s3" | "dataDir">,
  options: { publicUrl: () => string; secret: string },
): Promise<Storage & Partial<DiskRoutes>> {
  // Loading the SDK takes longer than most commands: only who has a bucket waits for it.
  if (config.s3) return (await import("./s3.ts")).createS3(config.s3);
  return createDisk({ root: join(config.dataDir, "files"), ...options });
}
