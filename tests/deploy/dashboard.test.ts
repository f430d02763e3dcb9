import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import { type App, startApp } from "../support/app.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { readMetrics, waitForMetrics } from "../support/metrics-page.ts";
import { findUnknown, listSelectors, type Series, toSeries } from "../support/promql.ts";
import { canRun } from "../support/requirement.ts";

const TOKEN = "a-token-for-the-metrics";
const deploy = join(import.meta.dir, "../../deploy");
const UNIT_TESTS = join(import.meta.dir, "alerts.promtool.yaml");

interface Panel {
  id: number;
  type: string;
  title: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets?: { expr: string; legendFormat: string }[];
}
interface Alert {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
}
interface UnitTest {
  input_series: { series: string }[];
  alert_rule_test: { alertname: string; exp_alerts: object[] }[];
}

const dashboard = await Bun.file(join(deploy, "grafana/darkroom.json")).json();
const panels: Panel[] = dashboard.panels;
// The files have the members that the tests read, or the tests fail.
const rules = (await readYaml(join(deploy, "prometheus/alerts.yaml"))) as {
  groups: { rules: Alert[] }[];
};
const alerts = rules.groups.flatMap((group) => group.rules);
const { tests: unitTests } = (await readYaml(UNIT_TESTS)) as { tests: UnitTest[] };

let app: App;
/** What a server exports that has answered requests and whose worker has been paused. */
let series: Series;

beforeAll(async () => {
  app = await startApp({ env: { METRICS_TOKEN: TOKEN } });
  const customer = await app.customer();
  for (const prompt of ["a lake", "a lake #fail", "a lake #refused"])
    await createHubGeneration(customer, app.url, { prompt });
  await app.fetch("/api/v1/credits", { headers: { authorization: `Bearer ${customer.key}` } });
  for (const reason of ["storage", "operator"] as const) app.ctx.workerStatus.pause(reason);
  const ended = (status: string) =>
    `darkroom_generations_ended_total{dialect="hub",model="gpt-image-2",status="${status}"}`;
  const read = () => readMetrics(app.url, TOKEN);
  const isCounted = (count: number) => count > 0;
  const page = await waitForMetrics(read, {
    [ended("succeeded")]: isCounted,
    [ended("failed")]: isCounted,
  });
  series = toSeries(page);
});
afterAll(() => app.stop());

// A status that these requests did not cause.
const RARE = ["429"];

test("every query of the dashboard uses metrics, labels and values that a server exports", () => {
  const targets = panels.flatMap(({ title, targets = [] }) =>
    targets.map((target) => ({ title, ...target })),
  );
  expect(targets.length).toBeGreaterThan(50);
  const status = series.get("darkroom_http_requests_total")?.get("status");
  for (const each of RARE) status?.add(each);
  for (const { title, expr, legendFormat } of targets) {
    const shown = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = ""]) => label);
    const query = expr.replaceAll('"$instance"', '".*"');
    expect({ title, expr, unknown: findUnknown(query, series, shown) }).toEqual({
      title,
      expr,
      unknown: [],
    });
  }
});

test("the panels have titles and do not overlap", () => {
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  for (const [index, { title, type, targets, gridPos: a }] of panels.entries()) {
    expect(title).not.toBe("");
    expect({ title, hasQueries: (targets?.length ?? 0) > 0 }).toEqual({
      title,
      hasQueries: type !== "row",
    });
    expect(a.x + a.w).toBeLessThanOrEqual(24);
    const overlapping = panels
      .slice(index + 1)
      .filter(
        ({ gridPos: b }) =>
          a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h,
      );
    expect({ title, overlapping: overlapping.map((other) => other.title) }).toEqual({
      title,
      overlapping: [],
    });
  }
});

test("every alert uses metrics, labels and values that a server exports", () => {
  expect(alerts.length).toBeGreaterThan(15);
  for (const { alert, expr, annotations } of alerts) {
    const shown = [...annotations.summary.matchAll(/\$labels\.(\w+)/g)].map(
      ([, label = ""]) => label,
    );
    // Only reasons for a pause that have occurred are exported.
    const query = expr.replace("storage|disk", "storage");
    expect({ alert, unknown: findUnknown(query, series, shown) }).toEqual({ alert, unknown: [] });
  }
});

test("every alert has a severity, a summary and a section of the runbook", async () => {
  expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
  for (const { alert, labels, annotations } of alerts) {
    expect({ alert, ...labels }).toEqual({
      alert,
      severity: expect.stringMatching(/^(?:critical|warning)$/),
    });
    expect(annotations.summary).not.toBe("");
    const [path = "", section = ""] = annotations.runbook.split("#");
    const text = await Bun.file(join(deploy, "..", path)).text();
    const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w -]/g, "")
        .replaceAll(" ", "-"),
    );
    expect({ alert, headings }).toEqual({ alert, headings: expect.arrayContaining([section]) });
  }
});

test("the unit tests of the alerts use exported metrics, and let every alert fire and not fire", () => {
  const given = unitTests.flatMap((each) => each.input_series).map((each) => each.series);
  for (const each of given) {
    const [selector] = listSelectors(each);
    expect({ each, isKnown: series.has(selector?.metric ?? "") }).toEqual({ each, isKnown: true });
  }
  const cases = unitTests.flatMap((each) => each.alert_rule_test);
  for (const { alert } of alerts) {
    const own = cases.filter(({ alertname }) => alertname === alert);
    const results = new Set(own.map(({ exp_alerts: expected }) => expected.length > 0));
    expect({ alert, results: [...results].toSorted() }).toEqual({ alert, results: [false, true] });
  }
});

const hasPromtool = Bun.which("promtool") !== null;
if (
  canRun(hasPromtool, { name: "alert rules in Prometheus", reason: "promtool is not installed" })
) {
  test("promtool accepts the alert rules and the configuration", async () => {
    await runPromtool("check", "rules", join(deploy, "prometheus/alerts.yaml"));
    const config = join(deploy, "prometheus/prometheus.yaml");
    await runPromtool("check", "config", "--syntax-only", config);
  });

  test("promtool passes the unit tests of the alerts", async () => {
    await runPromtool("test", "rules", UNIT_TESTS);
  });

  test("promtool parses every query of the dashboard", async () => {
    await runPromtool("check", "rules", await writeQueries());
  });
}

async function runPromtool(...args: string[]): Promise<void> {
  const child = Bun.spawn(["promtool", ...args], { stdout: "pipe", stderr: "pipe" });
  const [output, errors, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  expect({ code, output, errors }).toEqual({
    code: 0,
    output: expect.stringContaining("SUCCESS"),
    errors: "",
  });
}

/** Writes the queries of the dashboard as rules, which promtool parses, and returns the path. */
async function writeQueries(): Promise<string> {
  const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  const queries = expressions.map((expr, index) => ({
    record: `dashboard:query:${index}`,
    expr: expr.replaceAll("$__rate_interval", "5m").replaceAll("$instance", ".*"),
  }));
  const path = join(app.dataDir, "queries.yaml");
  // JSON is YAML.
  await Bun.write(path, JSON.stringify({ groups: [{ name: "dashboard", rules: queries }] }));
  return path;
}

async function readYaml(path: string): Promise<unknown> {
  return Bun.YAML.parse(await Bun.file(path).text());
}
