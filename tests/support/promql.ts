import type { Samples } from "./metrics-page.ts";

/** A use of a metric in a PromQL expression. */
export interface Selector {
  metric: string;
  matchers: { label: string; operator: string; value: string }[];
}

// Prometheus adds them to every series, and renames labels of a metric with the same name.
const TARGET_LABELS = ["instance", "job"];

/** Returns the metrics that an expression uses, with their label matchers. */
export function listSelectors(expression: string): Selector[] {
  const uses = [...expression.matchAll(/\b(darkroom_\w+|up)\b(?:\{([^}]*)\})?/g)];
  return uses.map(([, metric = "", matchers = ""]) => ({
    metric,
    matchers: [...matchers.matchAll(/(\w+)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\.)*)"/g)].map(
      ([, label = "", operator = "", value = ""]) => ({ label, operator, value }),
    ),
  }));
}

/** Returns the labels by which an expression groups its result. */
export function listGroupings(expression: string): string[] {
  const clauses = [...expression.matchAll(/\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g)];
  return clauses.flatMap(([, labels = ""]) => labels.split(",").map((label) => label.trim()));
}

/** The names, labels and label values of a page of metrics. */
export type Series = Map<string, Map<string, Set<string>>>;

/** Returns the series of a page of metrics by name. */
export function toSeries(samples: Samples): Series {
  const series: Series = new Map([["up", new Map()]]);
  for (const key of samples.keys()) {
    const [, name = "", labels = ""] = /^(\w+)(?:\{(.*)\})?$/.exec(key) ?? [];
    const known = series.get(name) ?? new Map<string, Set<string>>();
    series.set(name, known);
    for (const [, label = "", value = ""] of labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g))
      known.set(label, (known.get(label) ?? new Set()).add(value));
  }
  return series;
}

/** Returns what an expression, or a text for its result, uses that a server does not export. */
export function findUnknown(expression: string, series: Series, usedLabels: string[] = []) {
  const selectors = listSelectors(expression);
  const faults = selectors.flatMap(({ metric, matchers }) => {
    const labels = series.get(metric);
    if (labels === undefined) return [metric];
    return matchers.flatMap(({ label, operator, value }) => {
      if (TARGET_LABELS.includes(label)) return [];
      const values = labels.get(toOwnLabel(label));
      if (values === undefined) return [`${metric}{${label}}`];
      return isMatched(values, operator, value) ? [] : [`${metric}{${label}${operator}${value}}`];
    });
  });
  if (selectors.length === 0) faults.push("no metric");
  const known = new Set(selectors.flatMap(({ metric }) => [...(series.get(metric)?.keys() ?? [])]));
  const used = [...listGroupings(expression), ...usedLabels];
  const unknown = used.filter(
    (label) => !TARGET_LABELS.includes(label) && !known.has(toOwnLabel(label)),
  );
  return [...faults, ...unknown.map((label) => `label ${label}`)];
}

function toOwnLabel(label: string): string {
  const own = label.replace(/^exported_/, "");
  return TARGET_LABELS.includes(own) ? own : label;
}

function isMatched(values: Set<string>, operator: string, value: string): boolean {
  if (operator === "=" || operator === "!=") return values.has(value);
  const pattern = new RegExp(`^(?:${value})$`);
  return [...values].some((each) => pattern.test(each));
}
