/** Sends requests and reports their durations; runs as a separate process. */

export interface Call {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
}

export interface Load {
  /** Sent in turn, over and over. */
  calls: Call[];
  /** How many are under way at once. */
  concurrency: number;
  /** Ends after so many requests or so much time, whichever comes first. */
  count: number;
  seconds: number;
}

export interface Measured {
  count: number;
  perSecond: number;
  medianMs: number;
  p95Ms: number;
  /** How often each status came. */
  statuses: Record<string, number>;
}

/** Runs a load in a child process, so that it does not share the server's event loop. */
export async function runLoad(load: Load): Promise<Measured> {
  const child = Bun.spawn([process.execPath, import.meta.path], {
    stdin: new Blob([JSON.stringify(load)]),
    stderr: "inherit",
  });
  const text = await new Response(child.stdout).text();
  if ((await child.exited) !== 0) throw new Error("The load did not run to its end.");
  // Written by `send` below.
  return JSON.parse(text) as Measured;
}

async function send({ calls, concurrency, count, seconds }: Load): Promise<Measured> {
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  const began = performance.now();
  let next = 0;

  async function lane(): Promise<void> {
    while (next < count && performance.now() - began < seconds * 1000) {
      const call = calls[next++ % calls.length];
      if (call === undefined) throw new Error("There is nothing to send.");
      const sent = performance.now();
      const response = await fetch(call.url, call);
      await response.arrayBuffer();
      times.push(performance.now() - sent);
      statuses[response.status] = (statuses[response.status] ?? 0) + 1;
    }
  }

  await Promise.all(Array.from({ length: concurrency }, lane));
  const took = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.floor(part * (times.length - 1))] ?? 0;
  const perSecond = times.length / took;
  return { count: times.length, perSecond, medianMs: at(0.5), p95Ms: at(0.95), statuses };
}

// Bun's client makes a request of our own on each turn, as a customer's would.
if (import.meta.main) {
  // Written by `runLoad` above.
  const load = (await Bun.stdin.json()) as Load;
  process.stdout.write(JSON.stringify(await send(load)));
}
