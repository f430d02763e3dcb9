/** The release before this one, from the history of the repository. */
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RELEASE } from "../../src/database/release.ts";

const ROOT = join(import.meta.dir, "../..");
const RECORD = "generated/release.txt";

export interface PreviousRelease {
  release: number;
  /** Its main module. */
  main: string;
  remove(): Promise<void>;
}

/** Returns the newest commit of an older release. Rejects if the history does not contain it. */
export async function findPreviousRelease(): Promise<{ release: number; commit: string }> {
  // These commits have changed the number.
  const commits = (await git("log", "--format=%H", "--", RECORD)).split("\n").filter(Boolean);
  let newest = "HEAD";
  for (const commit of commits) {
    const release = Number.parseInt(await git("show", `${commit}:${RECORD}`), 10);
    if (release < RELEASE) return { release, commit: newest };
    newest = `${commit}^`;
  }
  throw new Error(`the history contains no release before ${RELEASE}`);
}

/** Unpacks the previous release. */
export async function unpackPreviousRelease(): Promise<PreviousRelease> {
  const { release, commit } = await findPreviousRelease();
  return { release, ...(await unpack(commit)) };
}

async function unpack(commit: string): Promise<Omit<PreviousRelease, "release">> {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-previous-"));
  const archive = join(folder, "source.tar");
  const source = join(folder, "source");
  await mkdir(source);
  await git("archive", `--output=${archive}`, commit);
  await Bun.$`tar -xf ${archive}`.cwd(source).quiet();
  const isSameLock =
    (await Bun.file(join(source, "bun.lock")).text()) ===
    (await Bun.file(join(ROOT, "bun.lock")).text());
  if (isSameLock) await symlink(join(ROOT, "node_modules"), join(source, "node_modules"));
  else await Bun.$`${process.execPath} install --frozen-lockfile --silent`.cwd(source).quiet();
  return {
    main: join(source, "src/main.ts"),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function git(...words: string[]): Promise<string> {
  const child = Bun.spawn(["git", ...words], { cwd: ROOT, stdout: "pipe", stderr: "pipe" });
  const [out, err, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  if (code !== 0) throw new Error(`git ${words[0]}: ${err.trim()}`);
  return out;
}
