import ts from "typescript";

/** One file of the house as the tidy rules read it. */
export interface Source {
  path: string;
  text: string;
  lines: string[];
  /** The text with everything inside strings, templates and patterns blanked: code and comments. */
  bare: string;
  tree: ts.SourceFile;
}

/** Where a rule is broken, as "path:line: what". */
export type Fault = string;

/** Reads a file of TypeScript, or of anything whose text alone matters. */
export function read(path: string, text: string): Source {
  const kind = path.endsWith(".tsx") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const code = isCode(path) ? text : "";
  const tree = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true, kind);
  return { path, text, lines: text.split("\n"), bare: blank(tree), tree };
}

export function isCode(path: string): boolean {
  return /\.tsx?$/.test(path);
}

/** Every node of a file, or below one node, the outer before the inner. */
export function nodesOf(node: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (each: ts.Node) => {
    nodes.push(each);
    each.forEachChild(visit);
  };
  node.forEachChild(visit);
  return nodes;
}

export function faultAt(source: Source, node: ts.Node, what: string): Fault {
  const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree));
  return `${source.path}:${line + 1}: ${what}`;
}

/** Every place in the text that matches, strings left out. */
export function matchesOf(source: Source, pattern: RegExp): Fault[] {
  const lines = source.bare.split("\n");
  return lines.flatMap((line, index) => {
    const match = pattern.exec(line);
    return match ? [`${source.path}:${index + 1}: ${match[0]}`] : [];
  });
}

/** The modules that a file names, whether for values or for types, statically or not. */
export function importsOf(source: Source): { to: string; node: ts.Node }[] {
  return nodesOf(source.tree).flatMap((node) => {
    const isDeclaration = ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
    const named = isDeclaration ? node.moduleSpecifier : calledModule(node);
    return named && ts.isStringLiteral(named) ? [{ to: named.text, node }] : [];
  });
}

function calledModule(node: ts.Node): ts.Node | undefined {
  const isImport =
    ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  if (isImport) return node.arguments[0];
  return ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
    ? node.argument.literal
    : undefined;
}

function blank(tree: ts.SourceFile): string {
  // The tree counts UTF-16 units, which is what this split gives and a spread would not.
  const units = tree.text.split("");
  const hollow = (node: ts.Node) =>
    ts.isStringLiteralLike(node) ||
    ts.isRegularExpressionLiteral(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node) ||
    ts.isJsxText(node);
  for (const node of nodesOf(tree).filter(hollow)) {
    for (let at = node.getStart(tree); at < node.end; at++) if (units[at] !== "\n") units[at] = " ";
  }
  return units.join("");
}
