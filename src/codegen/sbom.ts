// Writes a software bill of materials (CycloneDX 1.6) of what runs in production: Bun, and the packages of
// bun.lock that package.json needs outside development, with their hashes. It depends on these two files
// only, so the same sources give the same bytes.
import { join, resolve } from "node:path";

type Dependencies = Record<string, string>;

/** The facts of a package that follow its name and source in bun.lock. */
interface LockedFacts {
  dependencies?: Dependencies;
  optionalDependencies?: Dependencies;
  peerDependencies?: Dependencies;
  optionalPeers?: string[];
}

/** A package of bun.lock: name and version, source, facts, and integrity (SHA-512 in base64). */
type LockedPackage = [spec: string, source: string, facts: LockedFacts, integrity: string];

interface Lock {
  packages: Record<string, LockedPackage>;
}

interface Manifest {
  name: string;
  version: string;
  dependencies: Dependencies;
}

interface Component {
  type: "library" | "platform";
  "bom-ref": string;
  name: string;
  version: string;
  purl: string;
  hashes?: { alg: "SHA-512"; content: string }[];
}

if (import.meta.main) await writeSbom(resolve(import.meta.dir, "../.."), process.argv[2]);

/** Writes the bill of materials of a repository to a file, dist/darkroom.cdx.json by default. */
export async function writeSbom(
  root: string,
  path = join(root, "dist/darkroom.cdx.json"),
): Promise<string> {
  const manifest: Manifest = await Bun.file(join(root, "package.json")).json();
  const text = await Bun.file(join(root, "bun.lock")).text();
  // Written by the same version of Bun.
  const lock = Bun.JSONC.parse(text) as Lock;
  await Bun.write(path, `${JSON.stringify(createSbom(manifest, lock), undefined, 2)}\n`);
  return path;
}

function createSbom({ name, version, dependencies }: Manifest, { packages }: Lock): object {
  const root = { type: "application", "bom-ref": name, name, version };
  const needed = listNeeded(dependencies, packages);
  const bun: Component = {
    type: "platform",
    "bom-ref": "bun",
    name: "bun",
    version: Bun.version,
    purl: `pkg:github/oven-sh/bun@bun-v${Bun.version}`,
  };
  const toRefs = (keys: Iterable<string>) =>
    [...new Set([...keys].map((key) => toPurl(getPackage(packages, key)[0])))].toSorted();
  const direct = Object.keys(dependencies).map((each) => findKey(packages, "", each));
  const edges = [...needed].map(([key, keys]): [string, string[]] => [
    toPurl(getPackage(packages, key)[0]),
    toRefs(keys),
  ]);
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: root },
    components: [bun, ...toComponents([...needed.keys()], packages)],
    dependencies: [
      { ref: name, dependsOn: ["bun", ...toRefs(direct.filter((key) => key !== undefined))] },
      ...mergeEdges(edges),
    ],
  };
}

/** Returns the keys of the packages that are needed, each with the keys of what it needs. */
function listNeeded(
  dependencies: Dependencies,
  packages: Lock["packages"],
): Map<string, Set<string>> {
  const needed = new Map<string, Set<string>>();
  const visit = (from: string, names: string[]): Set<string> => {
    const keys = names.map((name) => findKey(packages, from, name));
    const found = new Set(keys.filter((key) => key !== undefined));
    for (const key of found) {
      if (needed.has(key)) continue;
      needed.set(key, new Set());
      needed.set(key, visit(key, listDependencies(getPackage(packages, key)[2])));
    }
    return found;
  };
  visit("", Object.keys(dependencies));
  return needed;
}

function listDependencies(facts: LockedFacts): string[] {
  const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = facts;
  const peers = Object.keys(peerDependencies).filter(
    (name) => !(facts.optionalPeers ?? []).includes(name),
  );
  return [...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...peers];
}

/**
 * Returns the key of the package that a package resolves a name to: its own copy, or the next one above it.
 * Undefined if it is not installed, such as for another platform.
 */
function findKey(packages: Lock["packages"], from: string, name: string): string | undefined {
  const parents = from.match(/(?:@[^/]+\/)?[^/]+/g) ?? [];
  for (let depth = parents.length; depth >= 0; depth--) {
    const key = [...parents.slice(0, depth), name].join("/");
    if (key in packages) return key;
  }
  return undefined;
}

function getPackage(packages: Lock["packages"], key: string): LockedPackage {
  const found = packages[key];
  if (found === undefined) throw new Error(`bun.lock has no package ${key}`);
  return found;
}

/** Several keys can be copies of the same version. */
function toComponents(keys: string[], packages: Lock["packages"]): Component[] {
  const components = keys.map((key): [string, Component] => {
    const [spec, , , integrity] = getPackage(packages, key);
    const purl = toPurl(spec);
    const at = spec.lastIndexOf("@");
    const content = Buffer.from(integrity.replace(/^sha512-/, ""), "base64").toString("hex");
    const [name, version] = [spec.slice(0, at), spec.slice(at + 1)];
    const hashes: Component["hashes"] = [{ alg: "SHA-512", content }];
    return [purl, { type: "library", "bom-ref": purl, name, version, purl, hashes }];
  });
  return [...new Map(components).values()].toSorted((a, b) => (a.purl < b.purl ? -1 : 1));
}

function mergeEdges(edges: [ref: string, refs: string[]][]): object[] {
  const byRef = Map.groupBy(edges, ([ref]) => ref);
  return [...byRef.keys()].toSorted().map((ref) => {
    const refs = (byRef.get(ref) ?? []).flatMap(([, each]) => each);
    return { ref, dependsOn: [...new Set(refs)].toSorted() };
  });
}

/** Returns the package URL of a name and version. */
function toPurl(spec: string): string {
  return `pkg:npm/${spec.replace(/^@/, "%40")}`;
}
