import { dirname, join } from "node:path";
import ts from "typescript";
import { type Fault, faultAt, isCode, listNodes, type Source } from "./source.ts";

/** The exports of the published client package. */
const PUBLIC = /^src\/client\//;

/** In place of a name: every export of a file. */
const ALL = "*";

/** Returns the exports of `src` and `jobs` that none of the `importers` imports. */
export function findUnusedExports(sources: Source[], importers: Source[]): Fault[] {
  const uses = new Set(importers.flatMap(listUses));
  return sources
    .filter(({ path }) => /^(?:src|jobs)\//.test(path) && isCode(path) && !PUBLIC.test(path))
    .filter(({ path }) => !uses.has(`${path} ${ALL}`))
    .flatMap((source) =>
      listExports(source)
        .filter(({ name }) => !uses.has(`${source.path} ${name}`))
        .map(({ name, node }) => faultAt(source, node, `${name} is exported and not imported`)),
    );
}

/** Returns the exports of a file without a docstring. */
export function findUndocumentedExports(source: Source): Fault[] {
  return listExports(source)
    .filter(
      ({ node }) => !ts.isExportSpecifier(node) && ts.getJSDocCommentsAndTags(node).length === 0,
    )
    .map(({ name, node }) => faultAt(source, node, `${name} has no docstring`));
}

interface Export {
  name: string;
  node: ts.Node;
}

function listExports({ tree }: Source): Export[] {
  return tree.statements.flatMap((node): Export[] => {
    const isLocal = ts.isExportDeclaration(node) && node.moduleSpecifier === undefined;
    if (isLocal && node.exportClause && ts.isNamedExports(node.exportClause))
      return node.exportClause.elements.map((each) => ({ name: each.name.text, node: each }));
    if (!ts.canHaveModifiers(node) || !ts.getModifiers(node)?.some(isExportKeyword)) return [];
    if (ts.isVariableStatement(node)) {
      const names = node.declarationList.declarations.map(({ name }) => name.getText());
      return names.map((name) => ({ name, node }));
    }
    const { name } = node as ts.Node & { name?: ts.Node };
    return name === undefined ? [] : [{ name: name.getText(), node }];
  });
}

function isExportKeyword({ kind }: ts.Node): boolean {
  return kind === ts.SyntaxKind.ExportKeyword;
}

/** Returns the imported names as "path name". */
function listUses(source: Source): string[] {
  return listNodes(source.tree).flatMap((node) => {
    const specifier = readSpecifier(node);
    if (specifier === undefined || !specifier.startsWith(".")) return [];
    const path = join(dirname(source.path), specifier);
    return listImportedNames(source, node).map((name) => `${path} ${name}`);
  });
}

function readSpecifier(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
    return node.moduleSpecifier && textOf(node.moduleSpecifier);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return textOf(node.argument.literal);
  const isImport =
    ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const [argument] = isImport ? node.arguments : [];
  return argument && textOf(argument);
}

function textOf(node: ts.Node): string | undefined {
  return ts.isStringLiteral(node) ? node.text : undefined;
}

function listImportedNames(source: Source, node: ts.Node): string[] {
  if (ts.isImportTypeNode(node)) return [node.qualifier?.getText() ?? ALL];
  if (ts.isExportDeclaration(node)) return listSpecifiers(node.exportClause);
  if (!ts.isImportDeclaration(node)) return [ALL];
  const bindings = node.importClause?.namedBindings;
  if (bindings !== undefined && ts.isNamespaceImport(bindings))
    return listMembers(source, bindings.name.text);
  return bindings === undefined ? [] : listSpecifiers(bindings);
}

function listSpecifiers(clause: ts.NamedImports | ts.NamedExportBindings | undefined): string[] {
  if (clause === undefined || ts.isNamespaceExport(clause)) return [ALL];
  return clause.elements.map(({ propertyName, name }) => (propertyName ?? name).text);
}

/** Returns the members of a namespace that a file uses; all of them if it uses the namespace itself. */
function listMembers({ tree }: Source, namespace: string): string[] {
  const names = listNodes(tree).filter(
    (node): node is ts.Identifier => ts.isIdentifier(node) && node.text === namespace,
  );
  return names.flatMap(({ parent }) => {
    if (ts.isNamespaceImport(parent)) return [];
    if (ts.isPropertyAccessExpression(parent)) return [parent.name.text];
    return ts.isQualifiedName(parent) ? [parent.right.text] : [ALL];
  });
}
