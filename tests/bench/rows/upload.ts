/** Memory for parallel uploads. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readMemory, resetPeak } from "../process-usage.ts";
import { createPng } from "../provider.ts";
import { median, type RowGroup } from "../row.ts";
import { openSubject, type SubjectProcess } from "../subject.ts";

const UPLOADS = 16;
const FILE_BYTES = 50_000_000;
const MIB = 1024 * 1024;

/** Row M. */
export const uploadRows: RowGroup = {
  rows: [
    {
      letter: "M",
      name: `memory grown by ${UPLOADS} × 50 MB of uploads at once`,
      referenceName: "one file",
      limit: { kind: "above", ratio: 6 },
    },
  ],
  async measure({ repetitions }) {
    const folder = await mkdtemp(join(tmpdir(), "darkroom-bench-"));
    try {
      const file = join(folder, "image.png");
      await Bun.write(file, createPng(FILE_BYTES));
      const grown: number[] = [];
      for (let turn = 0; turn < repetitions; turn++) grown.push(await measureUploads(file));
      return { M: [{ ours: median(grown), reference: FILE_BYTES / MIB, unit: "MiB" }] };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

/** Returns the peak of a new server's memory beyond what it had, in MiB. */
async function measureUploads(file: string): Promise<number> {
  await using subject = await openSubject(UPLOADS);
  await using server = await subject.start(["serve", "--no-worker"]);
  const { residentMib } = readMemory(server.pid);
  resetPeak(server.pid);
  await Promise.all(subject.customers.map(({ key }) => upload(server, key, file)));
  return readMemory(server.pid).peakMib - residentMib;
}

// curl reads the file as it sends it.
async function upload({ url }: SubjectProcess, key: string, file: string): Promise<void> {
  const fields = ["prompt=a harbor", "model=gpt-image-2", "async=true", `reference_image=@${file}`];
  const flags = [
    "-sS",
    "-o",
    "/dev/null",
    "-w",
    "%{http_code}",
    "-H",
    `Authorization: Bearer ${key}`,
  ];
  const form = fields.flatMap((field) => ["-F", field]);
  const child = Bun.spawn(["curl", ...flags, ...form, `${url}/api/v1/images/generations`], {
    stdout: "pipe",
    stderr: "inherit",
  });
  const status = await new Response(child.stdout).text();
  if (status !== "202") throw new Error(`An upload was answered with ${status}.`);
}
