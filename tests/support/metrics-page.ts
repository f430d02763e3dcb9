import { eventually } from "./eventually.ts";

/** The values of a page of metrics by name and labels, as in `darkroom_jobs_dead{task="generate"}`. */
export type Samples = Map<string, number>;

/** Reads `/metrics` of a server. `token` is its METRICS_TOKEN. */
export async function readMetrics(url: string, token?: string): Promise<Samples> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/metrics`, { headers });
  if (response.status !== 200) throw new Error(`/metrics: ${response.status}`);
  const lines = (await response.text()).split("\n").filter((line) => line && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const end = line.lastIndexOf(" ");
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
}

/** Returns the metrics once each of the given samples satisfies its condition. */
export function waitForMetrics(
  read: () => Promise<Samples>,
  wanted: Record<string, (value: number) => boolean>,
): Promise<Samples> {
  return eventually(
    async () => {
      const page = await read();
      const unmet = Object.entries(wanted).filter(([name, isMet]) => !isMet(page.get(name) ?? NaN));
      if (unmet.length === 0) return page;
      throw new Error(unmet.map(([name]) => `${name} is ${page.get(name)}`).join(", "));
    },
    { message: `${Object.keys(wanted).join(", ")} did not reach their values` },
  );
}
