import { describe, expect, test } from "bun:test";
import { filterDialect } from "../../src/codegen/split-dialects.ts";
import { findAt, isObject, type Json, type JsonObject } from "../../src/codegen/json.ts";
import { lintDocument } from "../../src/codegen/lint-document.ts";
import { clientTypes, serverTypes } from "../../src/codegen/declarations.ts";

const text = `
openapi: 3.1.1
info: { title: All, version: 1.0.0 }
x-documents:
  hub: { title: Hub }
  art: { title: Art }
x-unrouted:
  hub: { "404": { $ref: "#/components/responses/NotFound" } }
tags:
  - { name: Images, x-dialect: [hub] }
  - { name: Tasks, x-dialect: [art] }
  - { name: News, x-dialect: [art] }
paths:
  /images:
    get:
      operationId: getImage
      x-dialect: [hub]
      tags: [Images]
      security: [{ Key: [] }]
      responses: { "200": { $ref: "#/components/responses/Image.hub" } }
  /images#art:
    get:
      operationId: getImage.art
      x-dialect: [art]
      tags: [Tasks]
      responses: { "200": { $ref: "#/components/responses/Image.art" } }
webhooks:
  imageMade:
    post:
      operationId: imageMade
      x-dialect: [art]
      tags: [News]
      requestBody: { content: { a/b: { schema: { $ref: "#/components/schemas/Made" } } } }
components:
  securitySchemes:
    Key: { type: http, scheme: bearer }
  responses:
    NotFound: { description: Nothing }
    Image.hub: { content: { a/b: { schema: { $ref: "#/components/schemas/Image.hub" } } } }
    Image.art: { content: { a/b: { schema: { $ref: "#/components/schemas/Image.art" } } } }
  schemas:
    Image.art: { type: string }
    Image.hub:
      type: object
      required: [url, task]
      properties:
        url: { oneOf: [{ type: string }, { type: integer, x-dialect: [art] }] }
        task: { type: string, x-dialect: [art] }
        count: { $ref: "#/components/schemas/Count" }
        file: { type: string, format: binary }
    Count: { type: integer, default: 1 }
    Unused: { type: string }
    Made: { type: string }
`;

describe("the document filter of a dialect", () => {
  test("gives each dialect its own contract of a shared path, with plain names", () => {
    const [hub, art] = [filterDialect(small(), "hub"), filterDialect(small(), "art")];
    for (const document of [hub, art]) {
      expect(Object.keys(at(document, "#/paths"))).toEqual(["/images"]);
      expect(findAt(document, "#/paths/~1images/get/operationId")).toBe("getImage");
    }
    expect(findAt(hub, "#/components/schemas/Image/type")).toBe("object");
    expect(findAt(art, "#/components/schemas/Image/type")).toBe("string");
    expect(findAt(hub, "#/info")).toEqual({ title: "Hub", version: "1.0.0" });
  });

  test("drops components that only another dialect uses or that are unused", () => {
    const hub = filterDialect(small(), "hub");
    expect(findAt(hub, "#/components/schemas/Image/required")).toEqual(["url"]);
    expect(Object.keys(at(hub, "#/components/schemas"))).toEqual(["Image", "Count"]);
    expect(Object.keys(at(hub, "#/components/responses"))).toEqual(["NotFound", "Image"]);
    expect(findAt(hub, "#/tags")).toEqual([{ name: "Images" }]);
    expect(JSON.stringify(hub)).not.toMatch(/x-dialect|x-documents|task|art/);
  });

  test("keeps the webhooks of a dialect, with their tags and schemas", () => {
    const art = filterDialect(small(), "art");
    expect(Object.keys(at(art, "#/webhooks"))).toEqual(["imageMade"]);
    expect(findAt(art, "#/tags")).toEqual([{ name: "Tasks" }, { name: "News" }]);
    expect(findAt(art, "#/components/schemas/Made")).toEqual({ type: "string" });
    expect(findAt(filterDialect(small(), "hub"), "#/webhooks")).toBeUndefined();
  });

  test("replaces a choice of one schema by that schema", () => {
    const url = findAt(filterDialect(small(), "hub"), "#/components/schemas/Image/properties/url");
    expect(url).toEqual({ type: "string" });
  });

  test("does not modify the document", () => {
    const before = small();
    filterDialect(before, "hub");
    expect(before).toEqual(small());
  });

  const faults: [string, string, Json, string][] = [
    [
      "a reference to nothing",
      "#/components/schemas/Image.hub/properties/url",
      { $ref: "#/components/schemas/Gone" },
      "#/components/schemas/Image/properties/url: #/components/schemas/Gone does not exist",
    ],
    [
      "a security scheme that is not declared",
      "#/paths/~1images/get/security",
      [{ Gone: [] }],
      "#/paths/~1images/get: #/components/securitySchemes/Gone does not exist",
    ],
    [
      "an operation without a dialect",
      "#/paths/~1images/get/x-dialect",
      null,
      "#/paths/~1images/get: an operation needs x-dialect",
    ],
    [
      "an operation of another dialect than its path's",
      "#/paths/~1images#art/get/x-dialect",
      ["hub"],
      "#/paths/~1images#art/get: x-dialect must be [art]",
    ],
    [
      "a dialect that does not exist",
      "#/tags/0/x-dialect",
      ["hob"],
      "#/tags/0: x-dialect names a dialect that x-documents does not have",
    ],
    [
      "two components that come to one name",
      "#/components/schemas/Image",
      { type: "string" },
      "#/components/schemas/Image: Image is taken",
    ],
  ];
  test.each(faults)("rejects %s and names its path", (...[, place, value, message]) => {
    const bad = small();
    put(bad, place, value);
    expect(() => filterDialect(bad, "hub")).toThrow(message);
  });
});

describe("the generator rejects, and names the path of,", () => {
  const place = "#/components/schemas/Image.hub/properties/count";
  const schemas: [string, Json, string][] = [
    ["a constraint beside $ref", { $ref: "#/x", minimum: 1 }, ": minimum beside $ref"],
    ["a default beside $ref", { $ref: "#/x", default: 1 }, ": default beside $ref"],
    ["anyOf of bare required", { anyOf: [{ required: ["a"] }] }, "/anyOf/0: required a"],
    ["oneOf of bare required", { oneOf: [{ required: ["a"] }] }, "/oneOf/0: required a"],
    [
      "required of an undeclared property",
      { type: "object", required: ["a"], properties: { b: { type: "string" } } },
      ": required a",
    ],
    ["a keyword without type", { minLength: 1 }, ": minLength without type"],
    [
      "a keyword without type inside a list",
      { type: "array", items: { maximum: 3 } },
      "/items: maximum without type",
    ],
    ["a const object", { type: "object", const: { a: 1 } }, ": const and enum compare objects"],
    ["an enum of arrays", { enum: [["a"]] }, ": const and enum compare objects"],
    [
      "a constraint beside enum",
      { type: "string", enum: ["a"], minLength: 2 },
      ": minLength beside",
    ],
  ];
  test.each(schemas)("%s", (_, schema, message) => {
    const bad = small();
    expect(() => lintDocument(bad)).not.toThrow();
    put(bad, place, schema);
    expect(() => lintDocument(bad)).toThrow(place + message);
  });
});

describe("the generated types", () => {
  test("declare fields with defaults as set, and files with their path, for the server", async () => {
    const types = await serverTypes(filterDialect(small(), "hub"));
    expect(types).toContain('import type { Upload } from "../../src/http/upload.ts"');
    expect(types).toContain('count: components["schemas"]["Count"]');
    expect(types).toContain("file?: Upload | undefined;");
  });

  test("contain the payloads of webhooks and no operation for them", async () => {
    const types = await serverTypes(filterDialect(small(), "art"));
    expect(types).toContain("Made: string;");
    expect(types).not.toContain("imageMade");
  });

  test("declare fields with defaults as optional, and files as inputs, for a client", async () => {
    const types = await clientTypes(filterDialect(small(), "hub"));
    expect(types).toContain('count?: components["schemas"]["Count"]');
    expect(types).toContain("file?: FileInput;");
    expect(types.match(/from ".*"/g)).toEqual(['from "../../src/client/files.ts"']);
  });
});

function small(): JsonObject {
  return at({ spec: Bun.YAML.parse(text) as Json }, "#/spec"); // YAML without tags is JSON.
}

function at(document: JsonObject, place: string): JsonObject {
  const value = findAt(document, place);
  if (!isObject(value)) throw new Error(`no object at ${place}`);
  return value;
}

/** Sets what is at a place, or takes it away where the value is null. */
function put(document: JsonObject, place: string, value: Json): void {
  const end = place.lastIndexOf("/");
  const parent = at(document, place.slice(0, end));
  const key = place.slice(end + 1);
  if (value === null) delete parent[key];
  else parent[key] = value;
}
