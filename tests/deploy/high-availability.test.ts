import { expect, test } from "bun:test";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { readConfig } from "../../src/foundation/config.ts";

const FOLDER = join(import.meta.dir, "../../deploy/high-availability");
const VALUES: Record<string, string> = {
  DARKROOM_PASSWORD: "secret",
  APP_SECRET: randomBytes(32).toString("hex"),
  PUBLIC_URL: "https://images.example",
};

interface Service {
  command: string | string[];
  environment?: Record<string, string>;
  volumes?: string[];
}

// The file has the members that the tests read, or they fail.
const compose = Bun.YAML.parse(await readText("compose.yaml")) as {
  services: Record<string, Service>;
  volumes: Record<string, null>;
};
const services = Object.entries(compose.services);

function readText(name: string): Promise<string> {
  return Bun.file(join(FOLDER, name)).text();
}

/** Replaces variables as Compose does. */
function resolve(text: string): string {
  return text.replaceAll(
    /\$\{(\w+):[?-](\w*)\}/g,
    (_, name: string, fallback: string) => VALUES[name] ?? fallback,
  );
}

test("the image contains every file that a service names", async () => {
  const copied = (await readText("Dockerfile")).match(/^COPY (.*) \S+$/m)?.[1]?.split(" ") ?? [];
  for (const name of copied) expect(await Bun.file(join(FOLDER, name)).exists()).toBe(true);
  const text = services.map(([, { command }]) => [command].flat().join(" ")).join("\n");
  const named = [...text.matchAll(/\/etc\/darkroom\/(\S+)/g)].map(([, name = ""]) => name);
  expect(new Set(named)).toEqual(new Set(copied));
});

test("every variable of HAProxy is set by its service", async () => {
  for (const service of ["database", "api"]) {
    const { command = "", environment = {} } = compose.services[service] ?? {};
    const file = /haproxy-\w+\.cfg/.exec(String(command))?.[0] ?? "";
    const used = [...(await readText(file)).matchAll(/"\$\{(\w+)\}"/g)].map(
      ([, name = ""]) => name,
    );
    expect(new Set(Object.keys(environment))).toEqual(new Set(used));
  }
});

test("each node has a name and addresses of its own", () => {
  const nodes = services.filter(([, { command }]) => String(command).startsWith("patroni"));
  expect(nodes).toHaveLength(3);
  for (const [name, { environment }] of nodes)
    expect(environment).toMatchObject({
      PATRONI_NAME: name,
      PATRONI_RESTAPI_CONNECT_ADDRESS: `${name}:8008`,
      PATRONI_POSTGRESQL_CONNECT_ADDRESS: `${name}:5432`,
    });
});

test("every volume is declared", () => {
  const used = services.flatMap(([, { volumes = [] }]) =>
    volumes.map((each) => each.split(":")[0]),
  );
  expect(new Set<string | undefined>(used)).toEqual(new Set(Object.keys(compose.volumes)));
});

test("Darkroom accepts its settings, and uses the pooler, the primary and a replica", () => {
  for (const name of ["migrate", "app1", "app2", "worker1", "worker2"]) {
    const given = Object.entries(compose.services[name]?.environment ?? {});
    const env = Object.fromEntries(given.map(([key, value]) => [key, resolve(value)]));
    expect(readConfig({ DATA_DIR: "/data", ...env })).toMatchObject({
      databaseUrl: "postgres://darkroom:secret@pgbouncer:6432/darkroom",
      databaseDirectUrl: "postgres://darkroom:secret@database:5000/darkroom",
      databaseReplicaUrl: "postgres://darkroom:secret@database:5001/darkroom",
      s3: undefined,
    });
  }
});

test("the settings of HAProxy wait for as long as the API does", async () => {
  const config = readConfig({});
  const seconds = Number(/timeout server (\d+)s/.exec(await readText("haproxy-api.cfg"))?.[1]);
  expect("faults" in config ? 0 : 1000 * seconds).toBeGreaterThan(
    "syncWaitMs" in config ? config.syncWaitMs : Infinity,
  );
});
