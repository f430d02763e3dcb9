/** Synchronous generations beside the Portkey gateway. */
import { findPortkey, type Portkey, startPortkey } from "../portkey.ts";
import { readMemory, resetPeak } from "../process-usage.ts";
import { startProvider, toProviderSettings } from "../provider.ts";
import { type Bench, median, medians, type Measurement, type Row, type RowGroup } from "../row.ts";
import { openSubject } from "../subject.ts";
import { type Load, runMeasured, warmUp } from "../wrk.ts";

const PATH = "/v1/images/generations";
const FORMATS = { base64: "b64_json", URL: "url" } as const;
const MIB = 1024 * 1024;
// A measurement of large images needs some responses.
const MIN_LARGE_SECONDS = 12;

interface Case extends Row {
  connections: number;
  imageBytes: number;
  formats: (keyof typeof FORMATS)[];
  /** Whether the added time or the rate is compared. */
  compares: "added" | "rate";
}

const CASES: Case[] = [
  {
    ...{ letter: "E", connections: 1, imageBytes: 2_000_000, formats: ["base64", "URL"] },
    name: "synchronous, added p50, 2 MB, c 1",
    referenceName: "Portkey's added p50",
    limit: { kind: "above", ratio: 1 / 3 },
    compares: "added",
  },
  {
    ...{ letter: "F", connections: 1, imageBytes: 1024, formats: ["base64"] },
    name: "synchronous, added p50, 1 KB, c 1",
    referenceName: "Portkey's added p50",
    limit: { kind: "above", ratio: 4 },
    compares: "added",
  },
  {
    ...{ letter: "G", connections: 16, imageBytes: 1024, formats: ["base64"] },
    name: "synchronous, 1 KB, c 16",
    referenceName: "Portkey's rate",
    limit: { kind: "below", ratio: 0.4 },
    compares: "rate",
  },
  {
    ...{ letter: "H", connections: 16, imageBytes: 8_000_000, formats: ["base64", "URL"] },
    name: "synchronous, 8 MB, c 16",
    referenceName: "Portkey's rate",
    limit: { kind: "below", ratio: 6 },
    compares: "rate",
  },
];

const MEMORY_ROW: Row = {
  letter: "I",
  name: "memory grown in row H",
  referenceName: "the images in flight",
  limit: { kind: "above", ratio: 1.5 },
};

/** Rows E, F, G, H and I. */
export const syncRows: RowGroup = {
  rows: [...CASES, MEMORY_ROW],
  async measure(bench, wanted) {
    const results: Record<string, Measurement[]> = {};
    for (const each of CASES) {
      const isWanted = wanted.has(each.letter) || (each.letter === "H" && wanted.has("I"));
      if (isWanted) Object.assign(results, await measureCase(bench, each));
    }
    return results;
  },
};

/** The servers of a case. The provider alone is the base of the added time. */
interface Servers {
  direct: Server;
  portkey: Server | undefined;
  darkroom: Server;
}

interface Server {
  pid: number;
  /** The process whose memory and CPU time are measured, and Postgres. */
  pids: number[];
  load: Pick<Load, "url" | "calls" | "headers">;
}

async function measureCase(bench: Bench, given: Case): Promise<Record<string, Measurement[]>> {
  await using provider = await startProvider(given.imageBytes);
  await using subject = await openSubject(1);
  await using server = await subject.start(["serve"], toProviderSettings(provider));
  const program = findPortkey();
  await using portkey = program ? await startPortkey(program, provider) : undefined;
  const calls = subject.customers.map(({ key }) => ({ key, path: PATH }));
  const pids = [server.pid, subject.postgresPid];
  const servers = {
    direct: toServer(provider.pid, new URL(provider.url).origin),
    portkey: portkey && { ...toServer(portkey.pid, portkey.url), ...toPortkeyLoad(portkey) },
    darkroom: { pid: server.pid, pids, load: { url: server.url, calls } },
  };
  const results: Record<string, Measurement[]> = { [given.letter]: [], [MEMORY_ROW.letter]: [] };
  for (const format of given.formats) {
    const { time, grownMib } = await measureFormat(bench, { given, servers, format });
    results[given.letter]?.push(time);
    const reference = (given.connections * given.imageBytes) / MIB;
    results[MEMORY_ROW.letter]?.push({ variant: format, ours: grownMib, reference, unit: "MiB" });
  }
  return given.letter === "H" ? results : { [given.letter]: results[given.letter] ?? [] };
}

function toServer(pid: number, url: string): Server {
  return { pid, pids: [pid], load: { url, calls: [{ key: "sk-bench", path: PATH }] } };
}

function toPortkeyLoad({ url, headers }: Portkey): Pick<Server, "load"> {
  return { load: { url, headers, calls: [{ key: "sk-bench", path: PATH }] } };
}

interface Sample {
  p50Ms: number;
  perSecond: number;
  cpuMicros: number[];
  grownMib: number;
}

async function measureFormat(
  bench: Bench,
  { given, servers, format }: { given: Case; servers: Servers; format: Case["formats"][number] },
): Promise<{ time: Measurement; grownMib: number }> {
  const samples: Record<keyof Servers, Sample[]> = { direct: [], portkey: [], darkroom: [] };
  for (let turn = 0; turn < bench.repetitions; turn++) {
    for (const [name, server] of [
      ["direct", servers.direct],
      ["portkey", servers.portkey],
      ["darkroom", servers.darkroom],
    ] as const) {
      if (server) samples[name].push(await sample(bench, server, { given, format }));
    }
  }
  const value = (list: Sample[]) =>
    given.compares === "rate"
      ? median(list.map(({ perSecond }) => perSecond))
      : median(list.map(({ p50Ms }) => p50Ms)) - median(samples.direct.map(({ p50Ms }) => p50Ms));
  const { darkroom, portkey } = samples;
  return {
    time: {
      ...(given.formats.length > 1 ? { variant: format } : {}),
      ours: value(darkroom),
      reference: portkey.length > 0 ? value(portkey) : undefined,
      unit: given.compares === "rate" ? "/s" : "ms",
      cpuMicros: medians(darkroom.map(({ cpuMicros }) => cpuMicros)),
    },
    grownMib: median(darkroom.map(({ grownMib }) => grownMib)),
  };
}

async function sample(
  bench: Bench,
  { pid, pids, load }: Server,
  { given, format }: { given: Case; format: Case["formats"][number] },
): Promise<Sample> {
  const { connections, imageBytes } = given;
  const isLarge = imageBytes > MIB;
  const body = { model: "gpt-image-2", prompt: "a cat", n: 1, response_format: FORMATS[format] };
  const whole = { ...load, connections, body };
  await warmUp({ ...whole, seconds: isLarge ? 2 : 1 });
  const { residentMib } = readMemory(pid);
  resetPeak(pid);
  const seconds = isLarge ? Math.max(bench.seconds, MIN_LARGE_SECONDS) : bench.seconds;
  const { p50Ms, perSecond, cpuMicros } = await runMeasured({ ...whole, seconds }, pids);
  return { p50Ms, perSecond, cpuMicros, grownMib: readMemory(pid).peakMib - residentMib };
}
