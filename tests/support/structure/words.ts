import ts from "typescript";
import { type Fault, faultAt, matchesOf, nodesOf, type Source } from "./source.ts";

export function anyTypes(source: Source): Fault[] {
  return nodesOf(source.tree)
    .filter((node) => node.kind === ts.SyntaxKind.AnyKeyword)
    .map((node) => faultAt(source, node, "any"));
}

export function assertions(source: Source): Fault[] {
  const isAssertion = (node: ts.Node) =>
    ts.isNonNullExpression(node) ||
    ((ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node)) &&
      node.exclamationToken !== undefined);
  return nodesOf(source.tree)
    .filter(isAssertion)
    .map((node) => faultAt(source, node, node.getText().slice(0, 60)));
}

/** `as` without a comment in or above the function, or statement, that it stands in. */
export function silentCasts(source: Source): Fault[] {
  return nodesOf(source.tree)
    .filter((node) => ts.isAsExpression(node) || ts.isTypeAssertionExpression(node))
    .filter((node) => node.type.getText() !== "const" && !isExplained(source, node))
    .map((node) => faultAt(source, node, `${node.getText().slice(-60)} without a reason`));
}

/** A test may expect a type error: it proves that the checker refuses what it should. */
export function silencedChecks(source: Source): Fault[] {
  const isTest = source.path.startsWith("tests/");
  return matchesOf(
    source,
    isTest ? /@ts-(?:ignore|nocheck)/ : /@ts-(?:ignore|nocheck|expect-error)/,
  );
}

export function heldBackTests(source: Source): Fault[] {
  return matchesOf(source, /\b(?:test|it|describe)(?:\.\w+)*\.(?:skip|only|todo|failing)\w*\b/);
}

export function promises(source: Source): Fault[] {
  return matchesOf(source, /\b(?:TODO|FIXME|XXX|HACK)\b/);
}

export function environment(source: Source): Fault[] {
  return matchesOf(source, /\b(?:process|Bun|import\.meta)\s*\.\s*env\b/);
}

export function consoles(source: Source): Fault[] {
  return matchesOf(source, /\bconsole\s*\.\s*\w+/);
}

export function prints(source: Source): Fault[] {
  return matchesOf(source, /\b(?:stdout|stderr)\s*\.\s*write\b/);
}

/** A block with nothing in it but the reason why nothing is to be done is allowed. */
export function emptyCatches(source: Source): Fault[] {
  const clauses = nodesOf(source.tree).filter(ts.isCatchClause);
  const handlers = nodesOf(source.tree).filter(ts.isCallExpression).filter(swallows);
  return [...clauses.filter(({ block }) => isBlank(block)), ...handlers].map((node) =>
    faultAt(source, node, "swallows every error"),
  );
}

/** Throws the very error it caught, with nothing done but logging. */
export function rethrows(source: Source): Fault[] {
  return nodesOf(source.tree)
    .filter(ts.isCatchClause)
    .filter(({ block, variableDeclaration }) => {
      const last = block.statements.at(-1);
      if (!last || !ts.isThrowStatement(last)) return false;
      const same = last.expression.getText() === variableDeclaration?.name.getText();
      return same && block.statements.slice(0, -1).every(isLogging);
    })
    .map((node) => faultAt(source, node, "catches to throw the same again"));
}

/** Upper-case words outside strings, comments, quoted names and parameters. */
export function shouting({ path, text }: Source): Fault[] {
  const blank = (part: string) => part.replace(/[^\n]/g, " ");
  const bare = text
    .replace(/\/\*[\s\S]*?\*\/|--[^\n]*|'(?:[^']|'')*'|"[^"\n]*"/g, blank)
    .replace(/(?<!:):\w+/g, blank);
  return bare.split("\n").flatMap((line, index) => {
    const word = /\w*[A-Z]\w*/.exec(line);
    return word ? [`${path}:${index + 1}: ${word[0]}`] : [];
  });
}

function isExplained(source: Source, node: ts.Node): boolean {
  let around = node;
  while (!ts.isSourceFile(around.parent) && !ts.isFunctionLike(around)) around = around.parent;
  // The blanked text has no comment signs that stand in a string; positions are the same in both.
  return /\/\/|\/\*/.test(source.bare.slice(around.pos, around.end));
}

function swallows(node: ts.CallExpression): boolean {
  const [handler] = node.arguments;
  if (!ts.isPropertyAccessExpression(node.expression) || node.expression.name.text !== "catch")
    return false;
  return (
    handler !== undefined &&
    ts.isArrowFunction(handler) &&
    ts.isBlock(handler.body) &&
    isBlank(handler.body)
  );
}

function isBlank(block: ts.Block): boolean {
  return /^\{\s*\}$/.test(block.getText());
}

function isLogging(node: ts.Statement): boolean {
  return /^(?:await )?(?:console|log|ctx\.log)\b/.test(node.getText());
}
