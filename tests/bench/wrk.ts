/** Sends requests with wrk. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCpuMicros } from "./process-usage.ts";

/** A load on one server. */
export interface Load {
  /** The base URL of the server. */
  url: string;
  connections: number;
  seconds: number;
  /** Sent in random order. */
  calls: { key: string; path: string }[];
  /** JSON. Without a body, requests are GET. */
  body?: object;
  headers?: Record<string, string>;
}

/** What a load has measured. */
export interface LoadResult {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  requests: number;
}

interface Summary {
  requests: number;
  micros: number;
  failed: number;
  p50Micros: number;
  p99Micros: number;
}

/** Runs a load that is not measured. */
export async function warmUp(load: Load): Promise<void> {
  await runLoad(load);
}

/** Runs a load. Throws if more than one percent of the requests fail, or if no response has arrived. */
export async function measureLoad(load: Load): Promise<LoadResult> {
  const result = await runLoad(load);
  if (result.requests === 0) throw new Error("No response arrived in time.");
  return result;
}

async function runLoad(load: Load): Promise<LoadResult> {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-bench-"));
  try {
    const calls = join(folder, "calls");
    await Bun.write(calls, load.calls.map(({ key, path }) => `${key} ${path}\n`).join(""));
    return toResult(await runWrk(load, calls));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Runs a load, and also returns the CPU time of a process for each request, in microseconds. */
export async function runMeasured(
  load: Load,
  pids: number[],
): Promise<LoadResult & { cpuMicros: number[] }> {
  const before = pids.map(readCpuMicros);
  const result = await measureLoad(load);
  const cpuMicros = pids.map(
    (pid, index) => (readCpuMicros(pid) - (before[index] ?? 0)) / result.requests,
  );
  return { ...result, cpuMicros };
}

async function runWrk(load: Load, calls: string): Promise<Summary> {
  const { connections, seconds, body, headers = {} } = load;
  const script = join(import.meta.dir, "wrk.lua");
  const flags = ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "60s", "-s", script];
  const child = Bun.spawn(["wrk", ...flags, load.url], {
    stdout: "pipe",
    stderr: "pipe",
    env: {
      ...process.env,
      BENCH_CALLS: calls,
      BENCH_METHOD: body === undefined ? "GET" : "POST",
      BENCH_BODY: body === undefined ? "" : JSON.stringify(body),
      BENCH_HEADERS: Object.entries(headers)
        .map(([name, value]) => `${name}=${value}`)
        .join(" "),
    },
  });
  const [out, err] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  const line = /^RESULT (.*)$/m.exec(out)?.[1];
  if ((await child.exited) !== 0 || line === undefined) throw new Error(`wrk: ${out}${err}`);
  // Lua prints a percentile of no requests as "nan".
  return JSON.parse(line.replace(/-?nan/g, "0")) as Summary;
}

function toResult({ requests, micros, failed, p50Micros, p99Micros }: Summary): LoadResult {
  if (failed > requests / 100) throw new Error(`${failed} of ${requests} requests failed.`);
  const perSecond = requests / (micros / 1e6);
  return { perSecond, p50Ms: p50Micros / 1000, p99Ms: p99Micros / 1000, requests };
}
