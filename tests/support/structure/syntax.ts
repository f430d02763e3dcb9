import ts from "typescript";
import { type Fault, faultAt, findMatches, listNodes, type Source } from "./source.ts";

export function anyTypes(source: Source): Fault[] {
  return listNodes(source.tree)
    .filter((node) => node.kind === ts.SyntaxKind.AnyKeyword)
    .map((node) => faultAt(source, node, "any"));
}

export function assertions(source: Source): Fault[] {
  const isAssertion = (node: ts.Node) =>
    ts.isNonNullExpression(node) ||
    ((ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node)) &&
      node.exclamationToken !== undefined);
  return listNodes(source.tree)
    .filter(isAssertion)
    .map((node) => faultAt(source, node, node.getText().slice(0, 60)));
}

/** Casts whose enclosing function or statement has no comment. */
export function findUnexplainedCasts(source: Source): Fault[] {
  return listNodes(source.tree)
    .filter((node) => ts.isAsExpression(node) || ts.isTypeAssertionExpression(node))
    .filter((node) => node.type.getText() !== "const" && !isExplained(source, node))
    .map((node) => faultAt(source, node, `${node.getText().slice(-60)} without a reason`));
}

/** Tests may expect a type error, which proves that the type checker rejects the code. */
export function silencedChecks(source: Source): Fault[] {
  const isTest = source.path.startsWith("tests/");
  return findMatches(
    source,
    isTest ? /@ts-(?:ignore|nocheck)/ : /@ts-(?:ignore|nocheck|expect-error)/,
  );
}

export function findSkippedTests(source: Source): Fault[] {
  return findMatches(source, /\b(?:test|it|describe)(?:\.\w+)*\.(?:skip|only|todo|failing)\w*\b/);
}

/** Sleeps of a test itself. A simulated server, or a child process, may take its time. */
export function findSleeps(source: Source): Fault[] {
  return listNodes(source.tree)
    .filter(ts.isAwaitExpression)
    .filter((node) => /^Bun\s*\.\s*sleep\(/.test(node.expression.getText()) && isInTest(node))
    .map((node) => faultAt(source, node, `${node.getText()}: wait with eventually`));
}

/** Finds limits of single tests. The preload sets one for all. */
export function findTimeLimits(source: Source): Fault[] {
  return listNodes(source.tree)
    .filter(ts.isCallExpression)
    .filter(({ expression, arguments: given }) => {
      const name = expression.getText();
      const isLimited = given.slice(1).some((each) => /^(?:[\d_]+|\w+_MS)$/.test(each.getText()));
      return (
        name === "setDefaultTimeout" || (/^(?:test|(?:before|after)\w+)$/.test(name) && isLimited)
      );
    })
    .map((node) => faultAt(source, node, "how long a test takes depends on the machine"));
}

export function findDeferredWork(source: Source): Fault[] {
  return findMatches(source, /\b(?:TODO|FIXME|XXX|HACK)\b/);
}

export function environment(source: Source): Fault[] {
  return findMatches(source, /\b(?:process|Bun|import\.meta)\s*\.\s*env\b/);
}

export function consoles(source: Source): Fault[] {
  return findMatches(source, /\bconsole\s*\.\s*\w+/);
}

export function prints(source: Source): Fault[] {
  return findMatches(source, /\b(?:stdout|stderr)\s*\.\s*write\b/);
}

/** A block that contains only a comment is allowed. */
export function emptyCatches(source: Source): Fault[] {
  const clauses = listNodes(source.tree).filter(ts.isCatchClause);
  const handlers = listNodes(source.tree).filter(ts.isCallExpression).filter(swallows);
  return [...clauses.filter(({ block }) => isBlank(block)), ...handlers].map((node) =>
    faultAt(source, node, "swallows every error"),
  );
}

/** Catch blocks that only log and throw the same error. */
export function rethrows(source: Source): Fault[] {
  return listNodes(source.tree)
    .filter(ts.isCatchClause)
    .filter(({ block, variableDeclaration }) => {
      const last = block.statements.at(-1);
      if (!last || !ts.isThrowStatement(last)) return false;
      const same = last.expression.getText() === variableDeclaration?.name.getText();
      return same && block.statements.slice(0, -1).every(isLogging);
    })
    .map((node) => faultAt(source, node, "only rethrows its error"));
}

/** Upper-case words outside strings, comments, quoted names and parameters. */
export function findUpperCaseSql({ path, text }: Source): Fault[] {
  const blank = (part: string) => part.replace(/[^\n]/g, " ");
  const bare = text
    .replace(/\/\*[\s\S]*?\*\/|--[^\n]*|'(?:[^']|'')*'|"[^"\n]*"/g, blank)
    .replace(/(?<!:):\w+/g, blank);
  return bare.split("\n").flatMap((line, index) => {
    const word = /\w*[A-Z]\w*/.exec(line);
    return word ? [`${path}:${index + 1}: ${word[0]}`] : [];
  });
}

/** Returns whether the nearest function is passed to a call of a test, or of a function that sets it up. */
function isInTest(node: ts.Node): boolean {
  let around = node.parent;
  while (!ts.isSourceFile(around) && !ts.isFunctionLike(around)) around = around.parent;
  return (
    ts.isCallExpression(around.parent) && /^(?:test|with)/.test(around.parent.expression.getText())
  );
}

function isExplained(source: Source, node: ts.Node): boolean {
  let around = node;
  while (!ts.isSourceFile(around.parent) && !ts.isFunctionLike(around)) around = around.parent;
  // `bare` has no comment markers from strings; positions are the same as in the text.
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
