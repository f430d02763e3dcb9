import { chmod } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../foundation/config.ts";
import { createDisk, type DiskRoutes } from "./disk.ts";
import type { LinkSigning } from "./signed-links.ts";
import type { Storage } from "./storage.ts";

/** Opens the configured storage: the S3 bucket if one is set, otherwise a folder in DATA_DIR. */
export async function openStorage(
  config: Pick<Config, "s3" | "dataDir">,
  options: {
    publicUrl: () => string;
    secret: string;
    oldSecrets?: string[];
    linkSigning?: LinkSigning | undefined;
  },
): Promise<Storage & Partial<DiskRoutes>> {
  // Imported only if it is needed, because loading the SDK takes longer than most commands.
  if (config.s3)
    return (await import("./s3.ts")).createS3(config.s3, options.linkSigning?.lifetimeSeconds);
  const root = join(config.dataDir, "files");
  // An earlier release created the folder with the mode 0755. The change may fail: the folder may not exist
  // yet, or have another owner.
  await chmod(root, 0o700).catch(() => undefined);
  return createDisk({ root, ...options });
}
