import type { RunResult } from "./run-harness.ts";

const COLUMNS: [string, (result: RunResult) => string | number][] = [
  ["seed", ({ seed }) => seed],
  ["acknowledged", ({ acknowledged }) => sum(acknowledged)],
  ["faults", ({ faults }) => sum(faults)],
  ["violations", ({ violations }) => violations.length],
  ["double calls", ({ provider }) => provider.doubleCalls],
  [
    "lost images",
    ({ violations }) => violations.filter(({ kind }) => kind === "lost image").length,
  ],
  ["stuck", ({ violations }) => violations.filter(({ kind }) => kind === "stuck").length],
  ["paid calls", ({ provider }) => provider.paid],
  ["lost in crashes", ({ provider }) => provider.lostInCrashes],
  ["images", ({ storage }) => storage.images],
  ["left objects", ({ storage }) => storage.orphans],
  ["deliveries", ({ webhooks }) => `${webhooks.succeeded}/${webhooks.deliveries}`],
  ["retries due", ({ webhooks }) => webhooks.scheduled],
  ["rest s", ({ restMs }) => Math.round(restMs / 1000)],
];

/** Returns the lines of the table of these runs, and what was acknowledged and injected by kind. */
export function toTable(results: RunResult[]): string[] {
  const rows = [
    COLUMNS.map(([name]) => name),
    ...results.map((result) => COLUMNS.map(([, read]) => String(read(result)))),
  ];
  const widths = COLUMNS.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join("  "),
  );
  const details = results.flatMap(({ seed, acknowledged, faults, violations }) => [
    `seed ${seed}, acknowledged: ${list(acknowledged)}`,
    `seed ${seed}, faults: ${list(faults)}`,
    ...violations.map(({ kind, message }) => `seed ${seed}, violation: ${kind}: ${message}`),
  ]);
  return [...lines, ...details];
}

function sum(counts: Map<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}

function list(counts: Map<string, number>): string {
  const sorted = [...counts].sort(([one], [other]) => one.localeCompare(other));
  return sorted.map(([name, count]) => `${name} ${count}`).join(", ");
}
