import ts from "typescript";

/** One file as the rules read it. */
export interface Source {
  path: string;
  text: string;
  lines: string[];
  /** The text with the contents of strings, templates and regular expressions blanked. */
  bare: string;
  tree: ts.SourceFile;
}

/** A violation of a rule, as "path:line: what". */
export type Fault = string;

/** One rule, with examples that violate it and examples that do not. */
export interface Rule {
  guarantee: string;
  find(sources: Source[]): Fault[];
  bad: Files[];
  good: Files[];
}

/** File contents by path. */
export type Files = Record<string, string>;

/** Parses a TypeScript file. Other files have an empty tree. */
export function read(path: string, text: string): Source {
  const kind = path.endsWith(".tsx") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const code = isCode(path) ? text : "";
  const tree = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true, kind);
  return { path, text, lines: text.split("\n"), bare: blank(tree), tree };
}

/** Whether a file is TypeScript. */
export function isCode(path: string): boolean {
  return /\.tsx?$/.test(path);
}

/** Returns all descendants of a node, parents before children. */
export function listNodes(node: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (each: ts.Node) => {
    nodes.push(each);
    each.forEachChild(visit);
  };
  node.forEachChild(visit);
  return nodes;
}

/** Formats a violation at a node. */
export function faultAt(source: Source, node: ts.Node, what: string): Fault {
  const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree));
  return `${source.path}:${line + 1}: ${what}`;
}

/** Returns the lines of code and comments that match; string contents are ignored. */
export function findMatches(source: Source, pattern: RegExp): Fault[] {
  const lines = source.bare.split("\n");
  return lines.flatMap((line, index) => {
    const match = pattern.exec(line);
    return match ? [`${source.path}:${index + 1}: ${match[0]}`] : [];
  });
}

/** Returns the modules a file imports: values and types, static and dynamic. */
export function listImports(source: Source): { to: string; node: ts.Node }[] {
  return listNodes(source.tree).flatMap((node) => {
    const isDeclaration = ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
    const named = isDeclaration ? node.moduleSpecifier : toModuleArgument(node);
    return named && ts.isStringLiteral(named) ? [{ to: named.text, node }] : [];
  });
}

function toModuleArgument(node: ts.Node): ts.Node | undefined {
  const isImport =
    ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  if (isImport) return node.arguments[0];
  return ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
    ? node.argument.literal
    : undefined;
}

function blank(tree: ts.SourceFile): string {
  // Positions in the tree count UTF-16 code units, as split("") does and a spread does not.
  const units = tree.text.split("");
  const hollow = (node: ts.Node) =>
    ts.isStringLiteralLike(node) ||
    ts.isRegularExpressionLiteral(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node) ||
    ts.isJsxText(node);
  for (const node of listNodes(tree).filter(hollow)) {
    for (let at = node.getStart(tree); at < node.end; at++) if (units[at] !== "\n") units[at] = " ";
  }
  return units.join("");
}
