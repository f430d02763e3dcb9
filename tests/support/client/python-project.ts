import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canRun } from "../requirement.ts";

const root = join(import.meta.dir, "../../..");
const IS_SUPPORTED = "import sys; sys.exit(sys.version_info < (3, 11))";

/** Whether Python 3.11 or newer is installed; otherwise the tests are reported as not run. */
export function hasPython(name: string): boolean {
  const path = Bun.which("python3");
  const isSupported = path !== null && Bun.spawnSync([path, "-c", IS_SUPPORTED]).success;
  return canRun(isSupported, { name, reason: "Python 3.11 is not installed" });
}

/** A folder with the Python client. */
export interface PythonProject {
  folder: string;
  /** Runs a program of the folder and returns what it prints. */
  python(program: string, args: string[], env: Record<string, string>): Promise<string>;
  remove(): Promise<void>;
}

/** Copies the Python package, as it would be installed, and the test programs into a folder. */
export async function createPythonProject(): Promise<PythonProject> {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-python-"));
  const packages = join(root, "generated/python/darkroom_client");
  await cp(packages, join(folder, "darkroom_client"), { recursive: true });
  await cp(join(root, "tests/support/client/python"), folder, { recursive: true });
  return {
    folder,
    async python(program, args, env) {
      const child = Bun.spawn(["python3", "-W", "error", program, ...args], {
        cwd: folder,
        env: { PATH: process.env.PATH, ...env },
        stdout: "pipe",
        stderr: "pipe",
      });
      const [out, fault] = await Promise.all([
        new Response(child.stdout).text(),
        new Response(child.stderr).text(),
      ]);
      if ((await child.exited) !== 0) throw new Error(`${program}: ${out}${fault}`);
      return out.trim();
    },
    remove: () => rm(folder, { recursive: true }),
  };
}
