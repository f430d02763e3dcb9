/**
 * Compares Darkroom with references on the same machine: plain SQL under pgbench, graphile-worker alone, and
 * the Portkey gateway. Prints medians of interleaved repetitions and their ratios.
 *
 * --only=A,F  measures these rows; --reps=3; --seconds=3 of each measurement
 * --json      prints the results as JSON
 * --full      measures all statements with a long history instead; --scale=0.02 makes it shorter
 */
import { measureFullHistory } from "./full.ts";
import { findPgbench, openReference } from "./reference.ts";
import { type Result, toHead, toJson, toLine, toResult } from "./report.ts";
import type { Bench, RowGroup } from "./row.ts";
import { acceptRows } from "./rows/accept.ts";
import { expiryRows } from "./rows/expiry.ts";
import { pollRows } from "./rows/poll.ts";
import { syncRows } from "./rows/sync.ts";
import { twoWorkersRows } from "./rows/two-workers.ts";
import { uploadRows } from "./rows/upload.ts";
import { webhookRows } from "./rows/webhook.ts";
import { workerRows } from "./rows/worker.ts";
import { startServer } from "../support/postgres.ts";

const GROUPS: RowGroup[] = [
  ...[acceptRows, pollRows, syncRows, workerRows],
  ...[twoWorkersRows, uploadRows, webhookRows, expiryRows],
];
const isJson = process.argv.includes("--json");
const isFull = process.argv.includes("--full");

process.exit(await main());

async function main(): Promise<number> {
  const missing = isFull ? [] : await listMissing();
  if (missing.length > 0) {
    process.stderr.write(`Not installed: ${missing.join(", ")} (apt-get install postgresql wrk)\n`);
    return 1;
  }
  const server = await startServer({ durable: !isFull });
  process.env.TEST_DATABASE_URL = server.url;
  try {
    if (!isFull) return await measureRows(server.url);
    return await measureFullHistory(say, { scale: Number(readOption("scale") ?? 1), isJson });
  } finally {
    await server.stop();
  }
}

async function measureRows(serverUrl: string): Promise<number> {
  const bench: Bench = {
    serverUrl,
    reference: await openReference(serverUrl),
    repetitions: Number(readOption("reps") ?? 3),
    seconds: Number(readOption("seconds") ?? 3),
  };
  const letters = GROUPS.flatMap(({ rows }) => rows.map(({ letter }) => letter));
  const only = readOption("only")?.split(",");
  // "N" also selects "N2".
  const wanted = new Set(letters.filter((each) => only?.includes(each.charAt(0)) ?? true));
  const results: Result[] = [];
  if (!isJson) say(toHead());
  for (const group of GROUPS) {
    if (!group.rows.some(({ letter }) => wanted.has(letter))) continue;
    const measured = await group.measure(bench, wanted);
    for (const row of group.rows.filter(({ letter }) => wanted.has(letter))) {
      const rows = (measured[row.letter] ?? []).map((each) => toResult(row, each));
      if (!isJson) rows.forEach((each) => say(toLine(each)));
      results.push(...rows);
    }
  }
  if (isJson) say(toJson(results));
  return results.some(({ failed }) => failed) ? 1 : 0;
}

async function listMissing(): Promise<string[]> {
  const pgbench = (await findPgbench()) ?? Bun.which("pgbench");
  return [
    ...(pgbench === null ? ["pgbench"] : []),
    ...["wrk", "curl"].filter((program) => Bun.which(program) === null),
  ];
}

function readOption(name: string): string | undefined {
  const start = `--${name}=`;
  return process.argv.find((each) => each.startsWith(start))?.slice(start.length);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
