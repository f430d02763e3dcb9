import openapiTS, { astToString, type OpenAPI3, type OpenAPITSOptions } from "openapi-typescript";
import ts from "typescript";
import { operationErrorsType } from "./operation-errors.ts";
import { isObject, objectAt, walk, findAt, type JsonObject } from "./json.ts";

const header = "// Written by `bun run generate` from openapi.yaml. Do not edit.\n\n";

/**
 * Returns the types for handlers: defaults are filled in, a file is an `Upload` on disk, and an optional
 * property may be undefined, so that a response is one object literal, whose keys the compiler checks.
 */
export async function serverTypes(document: JsonObject): Promise<string> {
  const uploads = `import type { Upload } from "../../src/http/upload.ts";\n\n`;
  const nodes = await generateTypes(document, { defaultNonNullable: true, ...binaryAs("Upload") });
  const types = astToString(nodes.map(allowUndefined));
  return header + (acceptsFiles(document) ? uploads : "") + types + operationErrorsType(document);
}

/** Returns the types for callers: fields with a default are optional, and a file is a Blob. */
export async function clientTypes(document: JsonObject): Promise<string> {
  const files = `import type { FileInput } from "../../src/client/files.ts";\n\n`;
  const transform: OpenAPITSOptions["transform"] = (schema) => {
    if (schema.format === "binary") return ts.factory.createTypeReferenceNode("FileInput");
    return isFileList(schema) ? toFileOrList() : undefined;
  };
  const types = astToString(
    await generateTypes(document, { defaultNonNullable: false, transform }),
  );
  return header + (types.includes("FileInput") ? files : "") + types;
}

/** Returns the module with a named type for each schema of a document. */
export function namedTypes(document: JsonObject): string {
  const names = Object.keys(objectAt(objectAt(document, "components"), "schemas"));
  const types = names.map((name) => `export type ${name} = components["schemas"]["${name}"];`);
  return `${header}import type { components } from "./client.ts";\n\n${types.join("\n")}\n`;
}

function isFileList(schema: object): boolean {
  const items: unknown = Reflect.get(schema, "items");
  return Object(items).format === "binary";
}

/** A list of files, or one file in place of a list with one. */
function toFileOrList(): ts.TypeNode {
  const file = ts.factory.createTypeReferenceNode("FileInput");
  return ts.factory.createUnionTypeNode([file, ts.factory.createArrayTypeNode(file)]);
}

async function generateTypes(document: JsonObject, options: OpenAPITSOptions): Promise<ts.Node[]> {
  // The server sends webhooks itself, so they have no handlers: only their schemas are needed.
  const { webhooks: _, ...source } = withDefaultsInline(document);
  // The library's type asks for a parsed OpenAPI document; it validates what it is given.
  return openapiTS(source as unknown as OpenAPI3, { alphabetize: false, silent: true, ...options });
}

/** Adds `undefined` to the type of each optional property below `components.schemas`. */
function allowUndefined(root: ts.Node): ts.Node {
  if (!ts.isInterfaceDeclaration(root) || root.name.text !== "components") return root;
  const transformer: ts.TransformerFactory<ts.Node> = (context) => {
    const visit = (node: ts.Node): ts.Node => {
      const visited = ts.visitEachChild(node, visit, context);
      if (!ts.isPropertySignature(visited) || !visited.questionToken || !visited.type)
        return visited;
      const missing = ts.factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword);
      const type = ts.factory.createUnionTypeNode([visited.type, missing]);
      return ts.factory.updatePropertySignature(
        visited,
        visited.modifiers,
        visited.name,
        visited.questionToken,
        type,
      );
    };
    return visit;
  };
  return ts.transform(root, [transformer]).transformed[0] ?? root;
}

function acceptsFiles(document: JsonObject): boolean {
  return JSON.stringify(document).includes('"format":"binary"');
}

function binaryAs(name: string): Pick<OpenAPITSOptions, "transform"> {
  return {
    transform: (schema) =>
      schema.format === "binary" ? ts.factory.createTypeReferenceNode(name) : undefined,
  };
}

/** Copies defaults of referenced schemas, because openapi-typescript ignores defaults behind a `$ref`. */
function withDefaultsInline(document: JsonObject): JsonObject {
  const copy = structuredClone(document);
  walk(copy, (schema) => {
    const properties = objectAt(schema, "properties");
    for (const [name, property] of Object.entries(properties)) {
      const ref = isObject(property) ? property["$ref"] : undefined;
      const target = typeof ref === "string" ? findAt(document, ref) : undefined;
      if (!isObject(property) || !isObject(target) || target["default"] === undefined) continue;
      const { $ref: _, ...rest } = property;
      properties[name] = { ...rest, allOf: [{ $ref: ref ?? null }], default: target["default"] };
    }
  });
  return copy;
}
