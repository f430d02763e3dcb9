import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { canRun } from "./requirement.ts";

/** Whether archives can be extracted on this machine. */
export const canUnzip = canRun(Bun.which("python3") !== null, {
  name: "the content of ZIP archives",
  reason: "python3 is not installed",
});

const EXTRACTION = "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])";

/**
 * Extracts an archive to `folder`/files with Python, which verifies the checksums. Returns the paths of the
 * files. Throws an Error if the archive is damaged.
 */
export async function unzip(archive: Blob | Uint8Array, folder: string): Promise<string[]> {
  const [path, files] = [join(folder, "archive.zip"), join(folder, "files")];
  await Bun.write(path, archive);
  await mkdir(files);
  const child = Bun.spawn(["python3", "-c", EXTRACTION, path, files], { stderr: "pipe" });
  const message = await new Response(child.stderr).text();
  if ((await child.exited) !== 0) throw new Error(message);
  const entries = await readdir(files, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(files.length + 1));
}
