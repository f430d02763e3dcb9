import { randomBytes } from "node:crypto";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { commands } from "../../src/cli/commands.ts";
import { readConfig } from "../../src/foundation/config.ts";

const root = join(import.meta.dir, "../..");

interface Service {
  image: string;
  build?: { context: string };
  restart: string;
  command?: string[];
  environment: Record<string, string>;
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  read_only?: boolean;
  cap_drop?: string[];
  tmpfs?: string[];
  volumes: string[];
  stop_grace_period?: string;
}

const text = await Bun.file(join(root, "deploy/compose.yaml")).text();
// The file has the members that the tests read, or they fail.
const compose = Bun.YAML.parse(text) as { services: Record<string, Service>; volumes: object };
const services = Object.entries(compose.services);
const example = await Bun.file(join(root, "deploy/darkroom.env.example")).text();
const names = [...example.matchAll(/^([A-Z][A-Z0-9_]+)=/gm)].map(([, name = ""]) => name);
const secrets = Object.fromEntries(
  ["APP_SECRET", "METRICS_TOKEN", "S3_SECRET_ACCESS_KEY", "POSTGRES_PASSWORD"].map((name) => [
    name,
    randomBytes(32).toString("hex"),
  ]),
);

/** The services that run until they are stopped. */
const running = services.filter(([, { restart }]) => restart !== "no");
const ofDarkroom = services.filter(([, { image }]) => image.startsWith("darkroom:"));

test("every image has a version, and that of Darkroom is built from this repository", async () => {
  const { version } = await Bun.file(join(root, "package.json")).json();
  for (const [name, { image, build }] of services) {
    expect({ name, image }).toEqual({ name, image: expect.stringMatching(/:v?\d+\.\d+[\w.-]*$/) });
    if (image.startsWith("darkroom")) {
      expect(image).toBe(`darkroom:${version}`);
      expect(join(root, "deploy", build?.context ?? "")).toBe(root);
    }
  }
});

test("the settings are valid, and each value without a default is in the example", () => {
  const used = [...text.matchAll(/\$\{([A-Z0-9_]+)(:[?-])?\}/g)].map(([, name = ""]) => name);
  expect([...new Set(used)].toSorted()).toEqual(names.toSorted());
  const settings = listSettings();
  expect(ofDarkroom).not.toEqual([]);
  for (const [name, { environment }] of ofDarkroom) {
    const unknown = Object.keys(environment).filter((each) => !settings.has(each));
    expect({ name, unknown }).toEqual({ name, unknown: [] });
    const config = readConfig(resolve(environment));
    expect("faults" in config ? config.faults : []).toEqual([]);
  }
});

test("APP_SECRET can be replaced: an empty previous one is none, and a given one is passed on", () => {
  for (const [, { environment }] of ofDarkroom) {
    expect(readConfig(resolve(environment))).toMatchObject({ appSecretPrevious: undefined });
    const config = readConfig(resolve(environment, { APP_SECRET_PREVIOUS: "old" }));
    expect(config).toMatchObject({ appSecretPrevious: "old" });
  }
});

test("every provider that the example names can be chosen with its key", () => {
  const [, named = ""] = /^# (.+)\. [^\n]*\nPROVIDER=/m.exec(example) ?? [];
  const providers = named.split(/, | or /);
  expect(providers.toSorted()).toEqual(["demo", "kie", "openai"]);
  for (const provider of providers) {
    const own = { PROVIDER: provider, [`${provider.toUpperCase()}_API_KEY`]: "key" };
    const config = readConfig(resolve(compose.services.serve?.environment ?? {}, own));
    expect<unknown>("faults" in config ? config.faults : config.provider).toBe(provider);
  }
});

test("no secret is in the compose file or in the example", () => {
  for (const name of Object.keys(secrets)) expect(example).toMatch(new RegExp(`^${name}=$`, "m"));
  for (const [, { environment = {} }] of services) {
    const hidden = Object.entries(environment).filter(([key]) => /SECRET|PASSWORD|TOKEN/.test(key));
    for (const [key, value] of hidden)
      expect({ key, value }).toEqual({ key, value: expect.stringMatching(/^\$\{/) });
  }
});

test("every service restarts by itself and has a health check", () => {
  expect(running.map(([name]) => name)).toEqual(["postgres", "storage", "serve", "worker"]);
  for (const [name, { restart, healthcheck }] of running) {
    expect({ name, restart }).toEqual({ name, restart: "unless-stopped" });
    expect({ name, test: healthcheck?.test }).toEqual({ name, test: expect.any(Array) });
  }
});

test("the API and the worker start when the database is migrated and the storage is available", () => {
  for (const name of ["serve", "worker"]) {
    expect(compose.services[name]?.depends_on).toEqual({
      postgres: { condition: "service_healthy" },
      migrate: { condition: "service_completed_successfully" },
      storage: { condition: "service_healthy" },
    });
  }
});

test("the containers run commands of the program, without privileges, on a read-only root", () => {
  for (const [name, service] of ofDarkroom) {
    expect({ name, ...service }).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      tmpfs: ["/tmp"],
    });
    expect(service.volumes).toEqual(["data:/data"]);
    // DRAIN_SECONDS, 30 s for responses and the time of a slow machine.
    expect(Number.parseInt(service.stop_grace_period ?? "", 10)).toBeGreaterThanOrEqual(190);
  }
  const known = commands.map(({ name }) => name);
  for (const [, { command }] of ofDarkroom) expect(known).toContain(command?.[0] ?? "");
});

test("the health check of the API and of the worker succeeds only when the process is ready", async () => {
  let status = 200;
  const server = Bun.serve({
    port: 0,
    fetch: ({ url }) => new Response(null, { status: url.endsWith("/readyz") ? status : 404 }),
  });
  const check = async (name: string) => {
    const [, , , script = ""] = compose.services[name]?.healthcheck?.test ?? [];
    expect(script).toContain("http://127.0.0.1:3000/readyz");
    const local = script.replace(":3000/", `:${server.port}/`);
    return Bun.spawn([process.execPath, "-e", local], { stderr: "ignore" }).exited;
  };
  try {
    expect(await check("serve")).toBe(0);
    expect(await check("worker")).toBe(0);
    status = 503;
    expect(await check("serve")).toBe(1);
  } finally {
    await server.stop(true);
  }
});

test("the storage has the bucket of the settings", () => {
  const { S3_BUCKET: bucket = "" } = compose.services.serve?.environment ?? {};
  const { command = [], volumes } = compose.services.storage ?? {};
  expect(volumes).toEqual([`objects:${command.at(-1)}/${bucket}`]);
});

/** Replaces the references to values by those of the example, and of `secrets` for what it leaves empty. */
function resolve(
  environment: Record<string, string>,
  own: Record<string, string> = {},
): Record<string, string> {
  const given = Object.fromEntries(
    [...example.matchAll(/^([A-Z][A-Z0-9_]+)=(.*)$/gm)].map(([, name = "", value = ""]) => [
      name,
      own[name] ?? (value || (secrets[name] ?? "")),
    ]),
  );
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value.replace(/\$\{([A-Z0-9_]+)(?::[?-])?\}/g, (_, each: string) => given[each] ?? ""),
    ]),
  );
}

/** Returns the names that `readConfig` reads. */
function listSettings(): Set<string> {
  const read = new Set<string>();
  readConfig(new Proxy({}, { get: (_, name) => void read.add(String(name)) }));
  return read;
}
