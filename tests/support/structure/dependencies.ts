import { type Fault, isCode, listImports, type Source } from "./source.ts";

/** The parts of package.json that the rules read. */
export interface Package {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

/**
 * Returns the dependencies that no text names: no import, no path of a file in a package, no setting.
 * `@types/x` is used if `x` is.
 */
export function findUnusedDependencies(manifest: Package, texts: string[]): Fault[] {
  const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  const isNamed = (name: string) => {
    const pattern = new RegExp(`["\'/]${name.replace("@types/", "")}["\'/]`);
    return texts.some((text) => pattern.test(text));
  };
  return names.filter((name) => !isNamed(name)).map((name) => `package.json: ${name} is not used`);
}

/** Returns imports by the program of packages that only the development needs. */
export function findDevelopmentImports(manifest: Package, sources: Source[]): Fault[] {
  const isProgram = ({ path }: Source) =>
    /^(?:src|jobs)\//.test(path) && !path.startsWith("src/codegen/") && isCode(path);
  return sources.filter(isProgram).flatMap((source) =>
    listImports(source)
      .map(({ to }) => /^(?:@[^/]+\/)?[^/.][^/]*/.exec(to)?.[0] ?? "")
      .filter((name) => name in manifest.devDependencies)
      .map((name) => `${source.path}:1: imports the development dependency ${name}`),
  );
}
