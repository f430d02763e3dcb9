import { appendFileSync } from "node:fs";

/** One measured value of a scenario. */
export interface Figure {
  scenario: string;
  name: string;
  value: string;
}

/** Reports figures of a scenario. The runner prints those of all scenarios in one table. */
export function report(scenario: string, values: Record<string, string | number>): void {
  const path = process.env.HA_FIGURES_FILE;
  for (const [name, value] of Object.entries(values)) {
    const figure: Figure = { scenario, name, value: String(value) };
    if (path !== undefined) appendFileSync(path, `${JSON.stringify(figure)}\n`);
    else progress(`${scenario}: ${name}: ${figure.value}`);
  }
}

/** Prints one line about the progress of a scenario. */
export function progress(line: string): void {
  process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
}

/** Formats a duration in seconds. */
export function toSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
