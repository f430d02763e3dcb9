import { dirname, join } from "node:path";
import { type Fault, faultAt, importsOf, type Source } from "./source.ts";

/** The house from the top down, each room by how its paths begin. */
const FLOORS = [
  ["src/main.ts", "src/cli/", "src/codegen/"],
  ["src/server.ts", "src/server/", "src/probes.ts", "src/callbacks.ts", "jobs/"],
  ["src/dialects/", "src/account/", "src/docs/", "src/console/"],
  ["src/contract/"],
  ["src/core/generations"],
  ["src/core/"],
  ["src/core/accounts", "src/core/keys", "src/core/models", "src/core/sizes"],
  ["src/core/ids", "src/core/kept-models", "src/core/passwords", "src/core/turns"],
  ["src/context.ts"],
  [
    "src/db.ts",
    "src/database/",
    "src/notices.ts",
    "src/queue-connections.ts",
    "src/metrics.ts",
    "src/worker-status.ts",
    "src/storage/",
    "src/providers/",
    "src/outbound/",
    "src/embedded/",
  ],
  [
    ...["src/errors.ts", "src/config.ts", "src/log.ts", "src/secrets.ts", "src/sql.d.ts"],
    "src/json-response.ts",
    ...["src/database/hosts", "src/design/", "generated/"],
    ...["src/client/", "generated/"],
  ],
];

/** Rooms that lie side by side and know nothing of each other. */
const STRANGERS = /^src\/(?:dialects\/[^/]+|account|docs|console)\/|^src\/providers\/[^/.-]+/;
/** The doors and registries of such rooms, open to all of them. */
const SHARED = /^src\/(?:providers|dialects)\/(?:provider|wire|index)\.ts$/;

const EXTENSION = /\.(?:tsx?|mjs|json|html|css|sql|ya?ml|svg|png|py|go)$/;

interface Link {
  from: string;
  to: string;
  fault: (what: string) => Fault;
}

export function climbing(sources: Source[]): Fault[] {
  return linksOf(sources).flatMap(({ from, to, fault }) => {
    const [below, above] = [floorOf(from), floorOf(to)];
    if (below === undefined || above === undefined || above >= below) return [];
    return [fault(`imports ${to}, which lies above it`)];
  });
}

export function floorless(sources: Source[]): Fault[] {
  const lost = sources.filter(
    ({ path }) => /^(src|jobs)\//.test(path) && floorOf(path) === undefined,
  );
  return lost.map(({ path }) => `${path}:1: stands on no floor of tests/support/tidy/floors.ts`);
}

export function visiting(sources: Source[]): Fault[] {
  return linksOf(sources).flatMap(({ from, to, fault }) => {
    const [room, other] = [roomOf(from), roomOf(to)];
    if (!room || !other || room === other) return [];
    return [fault(`imports its sibling ${to}`)];
  });
}

export function circling(sources: Source[]): Fault[] {
  const links = Map.groupBy(linksOf(sources), ({ from }) => from);
  const done = new Set<string>();
  const faults: Fault[] = [];
  const walk = (path: string, trail: string[]) => {
    if (trail.includes(path)) {
      const circle = [...trail.slice(trail.indexOf(path)), path];
      faults.push(`${path}:1: ${circle.join(" > ")}`);
      return;
    }
    if (done.has(path)) return;
    for (const { to } of links.get(path) ?? []) walk(to, [...trail, path]);
    done.add(path);
  };
  for (const path of links.keys()) walk(path, []);
  return faults;
}

export function unspelled(sources: Source[]): Fault[] {
  return relativeImports(sources)
    .filter(({ to }) => !EXTENSION.test(to))
    .map(({ to, fault }) => fault(`${to} lacks its extension`));
}

/** Imports of files that are not among `known` paths. */
export function dangling(sources: Source[], known: Set<string>): Fault[] {
  return relativeImports(sources)
    .filter(({ to }) => EXTENSION.test(to) && !known.has(to))
    .map(({ to, fault }) => fault(`${to} does not exist`));
}

/** What a room imports of the house; generated files are nobody's handwriting and may look up. */
function linksOf(sources: Source[]): Link[] {
  return relativeImports(sources.filter(({ path }) => /^(src|jobs)\//.test(path)));
}

function relativeImports(sources: Source[]): Link[] {
  return sources.flatMap((source) =>
    importsOf(source)
      .filter(({ to }) => to.startsWith(".") && !to.includes("/node_modules/"))
      .map(({ to, node }) => ({
        from: source.path,
        to: join(dirname(source.path), to),
        fault: (what: string) => faultAt(source, node, what),
      })),
  );
}

/** 0 is the top. The longest matching beginning decides, so `core/keys` wins over `core/`. */
function floorOf(path: string): number | undefined {
  const rooms = FLOORS.flatMap((names, floor) => names.map((name) => ({ name, floor })));
  const matching = rooms.filter(({ name }) => path.startsWith(name));
  return matching.sort((a, b) => b.name.length - a.name.length)[0]?.floor;
}

function roomOf(path: string): string | undefined {
  return SHARED.test(path) ? undefined : STRANGERS.exec(path)?.[0];
}
