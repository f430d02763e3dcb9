import { basename } from "node:path";
import ts from "typescript";
import { type Fault, faultAt, listNodes, type Source } from "./source.ts";

const LONGEST_FUNCTION = 50;
const MOST_PARAMETERS = 3;
const VAGUE_NAMES = /^(?:utils?|helpers?|common|types?|constants?|services?|managers?)$/;

export function tooLong(source: Source, limit: number): Fault[] {
  const count = source.text.trimEnd().split("\n").length;
  return count < limit
    ? []
    : [`${source.path}:${limit}: ${count} lines, but fewer than ${limit} are allowed`];
}

export function tooWide(source: Source, limit: number): Fault[] {
  return source.lines.flatMap((line, index) =>
    line.length < limit ? [] : [`${source.path}:${index + 1}: ${line.length} columns`],
  );
}

/** Functions that are too long. The lines of a function declared inside another count only once. */
export function longFunctions(source: Source): Fault[] {
  return functionsOf(source).flatMap((node) => {
    const within = listNodes(node).filter(ts.isFunctionDeclaration);
    const outermost = within.filter(
      (each) =>
        !within.some((other) => other !== each && other.pos <= each.pos && each.end <= other.end),
    );
    const own = outermost.reduce(
      (sum, each) => sum - heightOf(source, each),
      heightOf(source, node),
    );
    if (own <= LONGEST_FUNCTION || isTestGroup(node)) return [];
    return [faultAt(source, node, `${own} lines in one function`)];
  });
}

// Called once per pixel: allocating an object per call would dominate the rendering time.
const PIXEL_KERNELS = "src/providers/demo/canvas.ts";

export function wideFunctions(source: Source): Fault[] {
  if (source.path === PIXEL_KERNELS) return [];
  return functionsOf(source)
    .filter((node) => node.parameters.length > MOST_PARAMETERS)
    .map((node) => faultAt(source, node, `${node.parameters.length} parameters`));
}

export function findVagueNames(source: Source): Fault[] {
  const words = source.path.replace(/\.[^/]*$/, "").split(/[/-]/);
  const empty = words.filter((word) => VAGUE_NAMES.test(word));
  return empty.map((word) => `${source.path}:1: "${word}" is a vague name`);
}

export function findNamesNotInKebabCase(source: Source): Fault[] {
  const name = basename(source.path);
  return /^[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)+$/.test(name)
    ? []
    : [`${source.path}:1: not kebab-case`];
}

export function defaultExports(source: Source): Fault[] {
  return source.tree.statements
    .filter(
      (node) => ts.isExportAssignment(node) || hasModifier(node, ts.SyntaxKind.DefaultKeyword),
    )
    .map((node) => faultAt(source, node, "default export"));
}

/** A constant with a declared type is allowed: it implements a shared signature. */
export function arrowExports(source: Source): Fault[] {
  return source.tree.statements
    .filter(ts.isVariableStatement)
    .filter(isExported)
    .flatMap((node) => [...node.declarationList.declarations])
    .filter(({ initializer, type }) => initializer && ts.isArrowFunction(initializer) && !type)
    .map((node) => faultAt(source, node, "an exported function is declared with `function`"));
}

// Customers distinguish the client's errors with instanceof.
const CLIENT_ERRORS = "src/client/errors.ts";

export function classes(source: Source): Fault[] {
  if (source.path === CLIENT_ERRORS) return [];
  return listNodes(source.tree)
    .filter(ts.isClassLike)
    .filter(({ name }) => name?.text !== "AppError")
    .map((node) => faultAt(source, node, `class ${node.name?.text ?? ""}`));
}

function functionsOf(source: Source): ts.FunctionLikeDeclaration[] {
  const isFunction = (node: ts.Node): node is ts.FunctionLikeDeclaration =>
    ts.isFunctionLike(node) && "body" in node && node.body !== undefined;
  return listNodes(source.tree).filter(isFunction);
}

function heightOf(source: Source, node: ts.Node): number {
  const lineAt = (at: number) => source.tree.getLineAndCharacterOfPosition(at).line;
  return lineAt(node.end) - lineAt(node.getStart(source.tree)) + 1;
}

/** A `describe` callback groups tests like a file does, so it has no line limit. */
function isTestGroup(node: ts.Node): boolean {
  return (
    ts.isCallExpression(node.parent) && node.parent.expression.getText().startsWith("describe")
  );
}

function isExported(node: ts.Statement): boolean {
  return hasModifier(node, ts.SyntaxKind.ExportKeyword);
}

function hasModifier(node: ts.Statement, kind: ts.SyntaxKind): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((each) => each.kind === kind)
  );
}
