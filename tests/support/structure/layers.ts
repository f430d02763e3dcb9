import { dirname, join } from "node:path";
import { type Fault, faultAt, listImports, type Source } from "./source.ts";

/** The layers of ARCHITECTURE.md from top to bottom. A file may import its own layer and those below. */
const LAYERS = [
  ["src/main.ts", "src/cli/", "src/codegen/"],
  ["src/server/", "jobs/"],
  ["src/dialects/", "src/docs/", "src/console/"],
  ["src/http/"],
  ["src/openapi/"],
  ["src/core/generations/"],
  ["src/core/webhooks/"],
  ["src/core/media/", "src/core/billing/"],
  ["src/core/models/", "src/core/accounts/", "src/core/moderation/"],
  ["src/core/audit/"],
  ["src/app/"],
  ["src/database/", "src/storage/", "src/providers/", "src/outbound/"],
  ["src/foundation/", "src/design/", "src/client/", "generated/"],
];

/** Folders of one layer that must not import each other, beside the dialects and the providers. */
const SIBLINGS = [
  ...["src/docs/", "src/console/", "src/core/media/", "src/core/billing/"],
  ...["src/core/models/", "src/core/accounts/", "src/core/moderation/"],
  ...["src/database/", "src/storage/", "src/outbound/"],
];
const MEMBER = /^src\/(?:dialects|providers)\/[^/.]+\//;

const EXTENSION = /\.(?:tsx?|mjs|json|html|css|sql|ya?ml|svg|png|py|go)$/;

interface Link {
  from: string;
  to: string;
  fault: (what: string) => Fault;
}

/** Imports of a layer above. */
export function findUpwardImports(sources: Source[]): Fault[] {
  return findLinks(sources).flatMap(({ from, to, fault }) => {
    const [own, other] = [findLayer(from), findLayer(to)];
    if (own === undefined || other === undefined || other >= own) return [];
    return [fault(`imports ${to}, which is in a layer above`)];
  });
}

/** Files that belong to no layer. */
export function findUnassignedFiles(sources: Source[]): Fault[] {
  const unassigned = sources.filter(
    ({ path }) => /^(src|jobs)\//.test(path) && findLayer(path) === undefined,
  );
  return unassigned.map(
    ({ path }) => `${path}:1: belongs to no layer of tests/support/structure/layers.ts`,
  );
}

/** Imports between folders that must not depend on each other. */
export function findSiblingImports(sources: Source[]): Fault[] {
  return findLinks(sources).flatMap(({ from, to, fault }) => {
    const [own, other] = [findSibling(from), findSibling(to)];
    if (!own || !other || own === other || findLayer(from) !== findLayer(to)) return [];
    return [fault(`imports its sibling ${to}`)];
  });
}

const WITHOUT_DIALECTS = /^(?:src\/(?:core|app|http|openapi)|jobs|sql)\//;
const WIRE_WORD = /text2img|gptimg/i;

/** Words of a dialect's wire format in layers that serve all dialects. */
export function findWireWords(sources: Source[]): Fault[] {
  return sources
    .filter(({ path }) => WITHOUT_DIALECTS.test(path))
    .flatMap(({ path, lines }) =>
      lines.flatMap((line, index) =>
        WIRE_WORD.test(line) ? [`${path}:${index + 1}: contains a word of a dialect`] : [],
      ),
    );
}

/** Circular imports. */
export function findCycles(sources: Source[]): Fault[] {
  const links = Map.groupBy(findLinks(sources), ({ from }) => from);
  const done = new Set<string>();
  const faults: Fault[] = [];
  const visit = (path: string, trail: string[]) => {
    if (trail.includes(path)) {
      const cycle = [...trail.slice(trail.indexOf(path)), path];
      faults.push(`${path}:1: ${cycle.join(" > ")}`);
      return;
    }
    if (done.has(path)) return;
    for (const { to } of links.get(path) ?? []) visit(to, [...trail, path]);
    done.add(path);
  };
  for (const path of links.keys()) visit(path, []);
  return faults;
}

/** Relative imports without a file extension. */
export function findImportsWithoutExtension(sources: Source[]): Fault[] {
  return listRelativeImports(sources)
    .filter(({ to }) => !EXTENSION.test(to))
    .map(({ to, fault }) => fault(`${to} lacks its extension`));
}

/** Imports of files that are not among `known` paths. */
export function findMissingImports(sources: Source[], known: Set<string>): Fault[] {
  return listRelativeImports(sources)
    .filter(({ to }) => EXTENSION.test(to) && !known.has(to))
    .map(({ to, fault }) => fault(`${to} does not exist`));
}

/** Generated files are checked by their generator, not here. */
function findLinks(sources: Source[]): Link[] {
  return listRelativeImports(sources.filter(({ path }) => /^(src|jobs)\//.test(path)));
}

function listRelativeImports(sources: Source[]): Link[] {
  return sources.flatMap((source) =>
    listImports(source)
      .filter(({ to }) => to.startsWith(".") && !to.includes("/node_modules/"))
      .map(({ to, node }) => ({
        from: source.path,
        to: join(dirname(source.path), to),
        fault: (what: string) => faultAt(source, node, what),
      })),
  );
}

/** 0 is the top. */
function findLayer(path: string): number | undefined {
  const layer = LAYERS.findIndex((folders) => folders.some((folder) => path.startsWith(folder)));
  return layer === -1 ? undefined : layer;
}

function findSibling(path: string): string | undefined {
  return MEMBER.exec(path)?.[0] ?? SIBLINGS.find((folder) => path.startsWith(folder));
}
