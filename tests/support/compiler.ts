import { join, relative, resolve } from "node:path";
import ts from "typescript";

const ROOT = resolve(import.meta.dir, "../..");

/** Compiles the dialects with other versions of some files. */
export interface Compiler {
  /**
   * Returns the first error of each file whose path in the repository matches, as `path:line: message`.
   *
   * @param texts the text of files that are replaced, by path in the repository
   */
  compile(paths: RegExp, texts: Record<string, string>): string[];
}

/** Creates a compiler with the options of tsconfig.json. It keeps what does not change between calls. */
export function createCompiler(): Compiler {
  const { options, files } = readProject();
  const replaced = new Map<string, string>();
  const versions = new Map<string, number>();
  const service = ts.createLanguageService({
    getScriptFileNames: () => files,
    getScriptVersion: (path) => String(versions.get(path) ?? 0),
    getScriptSnapshot: (path) => {
      const text = replaced.get(path) ?? ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => ROOT,
    getCompilationSettings: () => options,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });

  function replace(texts: Record<string, string>): void {
    const next = new Map(Object.entries(texts).map(([path, text]) => [join(ROOT, path), text]));
    for (const path of new Set([...replaced.keys(), ...next.keys()])) {
      versions.set(path, (versions.get(path) ?? 0) + 1);
    }
    replaced.clear();
    for (const [path, text] of next) replaced.set(path, text);
  }

  return {
    compile(paths, texts) {
      replace(texts);
      return files
        .filter((path) => paths.test(relative(ROOT, path)))
        .flatMap((path) => service.getSemanticDiagnostics(path).slice(0, 1))
        .map(describe);
    },
  };
}

function readProject(): { options: ts.CompilerOptions; files: string[] } {
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile);
  // Only what the dialects import is compiled, and the declarations of other files.
  const include = ["src/dialects", "src/**/*.d.ts"];
  const project = ts.parseJsonConfigFileContent({ ...config, include }, ts.sys, ROOT);
  return { options: project.options, files: project.fileNames };
}

function describe({ file, start = 0, messageText }: ts.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(messageText, " ");
  if (file === undefined) return message;
  const { line } = file.getLineAndCharacterOfPosition(start);
  return `${relative(ROOT, file.fileName)}:${line + 1}: ${message}`;
}
