/**
 * Programs of Debian packages, unpacked into a folder: to install a package such as `patroni` or
 * `etcd-server` would start its service.
 */
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Unpacked programs and their environment. */
export interface Programs {
  /** Returns the path of a program, unpacked or installed. Throws if there is none. */
  find(name: string): string;
  /** Variables with which they find their libraries and modules. */
  env: Record<string, string>;
}

// 100 MB; only the compilation of statements to machine code needs it.
const UNUSED = /^libllvm/;

/**
 * Unpacks what the packages need beside the installed ones. Packages that were unpacked before are kept:
 * HA_PACKAGES_DIR names a folder that lasts longer than one run. Rejects if one cannot be downloaded.
 */
export async function unpackPackages(packages: string[]): Promise<Programs> {
  const folder = process.env.HA_PACKAGES_DIR ?? join(tmpdir(), "darkroom-packages");
  const files = join(folder, "files");
  const done = join(folder, "unpacked");
  for (const each of [files, done]) await mkdir(each, { recursive: true });
  // Under root, the programs run as another user.
  for (const each of [folder, files]) await chmod(each, 0o755);
  const addMissing = async () => {
    const present = new Set(await readdir(done));
    const missing = (await listMissing(packages)).filter((name) => !present.has(name));
    if (missing.length > 0) await unpack(missing, { folder, files, done });
  };
  // The lists of a new machine are empty, and old ones name versions that the mirror has removed.
  await addMissing().catch(async (error: unknown) => {
    if (process.getuid?.() !== 0) throw error;
    await run(["apt-get", "update"]);
    await addMissing();
  });
  return describe(files);
}

/** Returns the packages that an installation would add, with those they depend on. */
async function listMissing(packages: string[]): Promise<string[]> {
  const flags = ["--simulate", "--no-upgrade", "--no-install-recommends"];
  const plan = await run(["apt-get", ...flags, "install", ...packages]);
  const names = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name = ""]) => name);
  return names.filter((name) => !UNUSED.test(name));
}

async function unpack(
  packages: string[],
  { folder, files, done }: { folder: string; files: string; done: string },
): Promise<void> {
  const downloads = await mkdtemp(join(folder, "download-"));
  try {
    await run(["apt-get", "download", ...packages], downloads);
    for (const file of await readdir(downloads)) {
      await run(["dpkg", "--extract", join(downloads, file), files]);
    }
    // Written last: an interrupted run unpacks again.
    for (const name of packages) {
      await Bun.write(join(downloads, name), "");
      await rename(join(downloads, name), join(done, name));
    }
  } finally {
    await rm(downloads, { recursive: true, force: true });
  }
}

async function run(command: string[], cwd = "/"): Promise<string> {
  const child = Bun.spawn(command, { cwd, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  const [out, err, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  if (code !== 0) throw new Error(`${command.join(" ")}: ${err.trim().split("\n").at(-1)}`);
  return out;
}

function describe(files: string): Programs {
  const machine = process.arch === "arm64" ? "aarch64" : "x86_64";
  const postgres = [...new Bun.Glob("usr/lib/postgresql/*/bin").scanSync(scan(files))];
  const installed = [...new Bun.Glob("usr/lib/postgresql/*/bin").scanSync(scan("/"))];
  const folders = [
    ...[...postgres, "usr/bin", "usr/sbin"].map((folder) => join(files, folder)),
    ...installed.map((folder) => join("/", folder)),
    ...["/usr/bin", "/usr/sbin", "/bin", "/sbin"],
  ];
  const path = folders.join(":");
  return {
    find(name) {
      const found = Bun.which(name, { PATH: path });
      if (found === null) throw new Error(`${name} is neither unpacked nor installed.`);
      return found;
    },
    env: {
      PATH: path,
      LC_ALL: "C",
      LD_LIBRARY_PATH: join(files, "usr/lib", `${machine}-linux-gnu`),
      PYTHONPATH: join(files, "usr/lib/python3/dist-packages"),
    },
  };
}

function scan(cwd: string): { cwd: string; onlyFiles: false } {
  return { cwd, onlyFiles: false };
}
