/** Compares the statements of two passes and judges them. */
import type { Measured } from "./measure.ts";
import type { Statement } from "./plans.ts";
import { expectations, PAGE_LIMITS } from "./expectations.ts";

// What a statement may read beyond twice its pages with an empty database: a page of a list, each of whose
// rows has rows of its own, or a batch of a job.
const MORE_PAGES = 600;

/** A statement of a step, in both databases. */
export interface Compared {
  step: string;
  statement: string;
  emptyPages: number;
  fullPages: number;
  emptyMs: number;
  fullMs: number;
  /** Why it fails; empty if it does not. */
  faults: string[];
}

/** Returns the most expensive execution of each statement of each step, in the order of the steps. */
export function compare(empty: Measured, full: Measured): Compared[] {
  return [...full].flatMap(([step, statements]) => {
    const worst = findWorst(statements);
    const before = findWorst(empty.get(step) ?? []);
    return [...worst].map(([statement, found]) => {
      const { pages: emptyPages = 0, ms: emptyMs = 0 } = before.get(statement) ?? {};
      const faults = listFaults(found, emptyPages);
      return {
        step,
        statement,
        emptyPages,
        fullPages: found.pages,
        emptyMs,
        fullMs: found.ms,
        faults,
      };
    });
  });
}

function listFaults({ name, pages, scanned }: Statement, emptyPages: number): string[] {
  const limit = Math.max(2 * emptyPages + MORE_PAGES, PAGE_LIMITS[name] ?? 0);
  if (limit === Infinity) return [];
  return [
    ...scanned.map((table) => `reads all of ${table}`),
    ...(pages > limit ? [`reads ${pages} pages, more than ${limit}`] : []),
  ];
}

function findWorst(statements: Statement[]): Map<string, Statement> {
  const worst = new Map<string, Statement>();
  for (const each of statements) {
    const known = worst.get(each.name);
    const scanned = [...new Set([...(known?.scanned ?? []), ...each.scanned])];
    const more = known && known.pages > each.pages ? known : each;
    worst.set(each.name, { ...more, scanned });
  }
  return worst;
}

/** Returns the expected plans that no statement had. */
export function listMissedPlans(full: Measured): string[] {
  return expectations.flatMap(({ step, index }) => {
    const statements = [...full]
      .filter(([name]) => name.startsWith(step))
      .flatMap(([, list]) => list);
    const isUsed = statements.some(({ indexes }) => indexes.some((used) => index.test(used)));
    return isUsed ? [] : [`${step}: no plan uses ${index.source}`];
  });
}

/** Returns the queries of sql/queries that no step has executed. */
export function listUncovered(queries: string[], passes: Measured[]): string[] {
  const seen = new Set(passes.flatMap((pass) => [...pass.values()].flat().map(({ name }) => name)));
  return queries.filter((name) => !seen.has(name)).map((name) => `not covered: ${name}`);
}

/** Returns the lines of the table: each step with all its statements together. */
export function toTable(rows: Compared[]): string[] {
  const steps = [...Map.groupBy(rows, ({ step }) => step)].map(([step, own]) => ({
    step,
    statements: own.length,
    ...sum(own),
  }));
  const width = Math.max(...steps.map(({ step }) => step.length));
  const toLine = (cells: string[]) =>
    cells.map((cell, index) => (index === 0 ? cell.padEnd(width) : cell.padStart(10))).join(" ");
  return [
    toLine(["step", "statements", "pages", "of empty", "ms", "of empty", ""]),
    ...steps.map(({ step, statements, fullPages, emptyPages, fullMs, emptyMs, faults }) =>
      toLine([
        ...[step, String(statements), String(fullPages), String(emptyPages)],
        ...[fullMs.toFixed(1), emptyMs.toFixed(1), faults > 0 ? "FAILED" : ""],
      ]),
    ),
  ];
}

function sum(rows: Compared[]) {
  const total = (read: (row: Compared) => number) => rows.reduce((all, row) => all + read(row), 0);
  return {
    fullPages: total((row) => row.fullPages),
    emptyPages: total((row) => row.emptyPages),
    fullMs: total((row) => row.fullMs),
    emptyMs: total((row) => row.emptyMs),
    faults: total((row) => row.faults.length),
  };
}
