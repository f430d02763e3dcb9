import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "../eventually.ts";
import { collectText } from "../collect-text.ts";

const MAIN = join(import.meta.dir, "../../../src/main.ts");
const BLOCK = Buffer.alloc(65_536, 1);

/** A `serve` process whose DATA_DIR is a separate filesystem, which can be filled. */
export interface SmallDisk {
  /** Where it serves. */
  url: string;
  /** Fills the filesystem to the last byte. */
  fill(): Promise<void>;
  /** Frees the space again. */
  empty(): Promise<void>;
  log(): string;
  stop(): Promise<number | null>;
}

/**
 * Starts one in a mount namespace, which any user may make where the system permits user namespaces;
 * the filesystem goes with the process.
 */
export async function serveOnSmallDisk(
  sizeMb: number,
  env: Record<string, string>,
): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-small-"));
  const mount = `mount -t tmpfs -o size=${sizeMb}m tmpfs "$0" && exec "$@"`;
  const serve = [process.execPath, MAIN, "serve", "--json"];
  const { PATH = "", HOME = "" } = process.env;
  const child = Bun.spawn(["unshare", "-rm", "sh", "-c", mount, folder, ...serve], {
    env: { PATH, HOME, PORT: "0", DATA_DIR: folder, ...env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const texts = { out: "", log: "" };
  void collectText(child.stdout, (text) => void (texts.out += text));
  void collectText(child.stderr, (text) => void (texts.log += text));
  const message = "the process on a small disk did not start";
  await eventually(() => texts.out.includes("\n"), { timeoutMs: 30_000, message });
  // The folder as that process sees it.
  const filler = join(`/proc/${child.pid}/root`, folder, "filler");
  return {
    url: String(JSON.parse(texts.out.slice(0, texts.out.indexOf("\n"))).url),
    fill: () => fill(filler),
    empty: () => rm(filler),
    log: () => texts.log,
    async stop() {
      child.kill("SIGTERM");
      await child.exited;
      await rm(folder, { recursive: true, force: true });
      return child.exitCode;
    },
  };
}

async function fill(path: string): Promise<void> {
  const file = await open(path, "w");
  try {
    for (let size = BLOCK.length; size > 0;) {
      const written = await file.write(BLOCK, 0, size).catch(() => undefined);
      if (written === undefined) size = size === 1 ? 0 : Math.ceil(size / 16);
    }
  } finally {
    await file.close();
  }
}
