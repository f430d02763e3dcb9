import { describe, expect, test } from "bun:test";
import { resolve } from "node:path";
import addFormats from "ajv-formats";
import { Ajv2020 } from "ajv/dist/2020.js";
import { listDialects, eachOperation, filterDialect } from "../../src/codegen/split-dialects.ts";
import { readSpec } from "../../src/codegen/generate.ts";
import { findAt, isObject, objectAt, walk } from "../../src/codegen/json.ts";
import type { Json, JsonObject } from "../../src/codegen/json.ts";
import { postmanCollection } from "../../src/codegen/postman.ts";

const root = resolve(import.meta.dir, "../..");
const spec = await readSpec();
const dialects = listDialects(spec);

describe("the OpenAPI document", () => {
  test("and the SQL files produce exactly the files in generated/", async () => {
    const run = await runBun(["src/codegen/generate.ts", "--check"]);
    expect(run).toEqual({ code: 0, output: "" });
  });

  test("and the document of each dialect pass the strict rules of Redocly", async () => {
    const documents = dialects.map((dialect) => `generated/${dialect}/openapi.json`);
    // A public list has no 4XX of its own, and x-unrouted uses components that redocly cannot see.
    const rules = ["operation-4xx-response", "no-unused-components"];
    const skipped = rules.flatMap((rule) => ["--skip-rule", rule]);
    const redocly = [
      "--bun",
      "node_modules/@redocly/cli/bin/cli.js",
      "lint",
      "--extends",
      "recommended-strict",
    ];
    const run = await runBun([...redocly, ...skipped, "openapi.yaml", ...documents]);
    expect(run.output).toContain("Your API descriptions are valid");
    expect(run.code).toBe(0);
  });

  test("holds no component that no dialect uses", () => {
    const used = new Set(dialects.flatMap((dialect) => componentsOf(filterDialect(spec, dialect))));
    const ending = new RegExp(`\\.(${dialects.join("|")})$`);
    const unused = componentsOf(spec).filter((name) => !used.has(name.replace(ending, "")));
    expect(unused).toEqual([]);
  });
});

describe.each(dialects)("the document of %s", (dialect) => {
  const document = filterDialect(spec, dialect);

  test("has examples that its schemas accept", () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addSchema(document, "document");
    const examples = examplesOf(document);
    expect(examples.length).toBeGreaterThan(0);
    for (const { schema, value, place } of examples) {
      ajv.validate({ $ref: `document${schema}` }, value);
      expect({ place, errors: ajv.errors }).toEqual({ place, errors: null });
    }
  });

  test("documents for every error code when it occurs and whether it is charged", () => {
    const documented = errorsOf(document).map(({ code }) => code);
    const codes = findAt(document, "#/components/schemas/ErrorCode/enum");
    expect([...new Set(documented)].toSorted()).toEqual(
      Array.isArray(codes) ? codes.toSorted() : [],
    );
    for (const error of errorsOf(document)) {
      expect(error).toEqual({
        code: error["code"] ?? null,
        when: expect.stringMatching(/\.$/m),
        charged: expect.stringMatching(/^(never|released|held)$/),
      });
    }
  });

  test("has an example of every error code", () => {
    expect(errorsOf(document)).not.toEqual([]);
    eachResponse(document, (response, place) => {
      const content = objectAt(objectAt(response, "content"), "application/json");
      const codes = Object.values(objectAt(content, "examples")).map((example) =>
        isObject(example) ? findAt(example, "#/value/error/code") : undefined,
      );
      const documented = (Array.isArray(response["x-errors"]) ? response["x-errors"] : []).map(
        (error) => (isObject(error) ? error["code"] : undefined),
      );
      expect({ place, codes }).toEqual({ place, codes: documented });
    });
  });

  test("has an example of every JSON response", () => {
    const without: string[] = [];
    walk(document, (object, path) => {
      const isContent = path.at(-2) === "content" && path.at(-1)?.includes("json");
      if (isContent && path.includes("responses") && !isObject(object["examples"])) {
        without.push(reference(path));
      }
    });
    expect(without).toEqual([]);
  });

  test("produces the same Postman collection each time, with a unique id for each item", async () => {
    const first = await postmanCollection(document, dialect);
    expect(await postmanCollection(document, dialect)).toEqual(first);
    const ids: Json[] = [];
    walk(first, (object) => {
      if (isObject(object["request"]) || object["code"]) ids.push(object["id"] ?? null);
    });
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  test("gives a collection of every operation, with the key as a variable and files as files", async () => {
    const collection = await postmanCollection(document, dialect);
    const text = JSON.stringify(collection);
    eachOperation(document, ({ summary }) => expect(text).toContain(JSON.stringify(summary)));
    // A collection shows the first of several ways to authenticate.
    const takesKey = /"security":\[\{"\w*Key":/.test(JSON.stringify(document));
    expect(text.includes("{{apiKey}}")).toBe(takesKey);
    expect(text).not.toContain("bearerToken");
    let files = 0;
    // Several operations can have the same form.
    eachOperation(document, ({ requestBody }) => {
      const form = /"multipart\/form-data":\{"schema":\{"\$ref":"[^"]*\/(\w+)"/;
      const name = form.exec(JSON.stringify(requestBody ?? {}))?.[1];
      const schema = name === undefined ? {} : findAt(document, `#/components/schemas/${name}`);
      files += (JSON.stringify(schema).match(/"format":"binary"/g) ?? []).length;
    });
    expect(text.match(/"type":"file"/g) ?? []).toHaveLength(files);
  });
});

interface Example {
  /** A reference to the schema, from the document's root. */
  schema: string;
  value: Json;
  place: string;
}

/** Every example and default of a document, beside the schema that should accept it. */
function examplesOf(document: JsonObject): Example[] {
  const found: Example[] = [];
  walk(document, (object, path) => {
    const place = reference(path);
    const { schema, example, examples, default: value } = object;
    if (schema && example !== undefined) {
      found.push({ schema: `${place}/schema`, value: example, place });
    }
    for (const [name, each] of Object.entries(schema && isObject(examples) ? examples : {})) {
      found.push({
        schema: `${place}/schema`,
        value: valueOf(document, each),
        place: `${place} ${name}`,
      });
    }
    if (!isSchema(object)) return;
    for (const each of Array.isArray(examples) ? examples : []) {
      found.push({ schema: place, value: each, place });
    }
    if (value !== undefined) found.push({ schema: place, value, place });
  });
  return found;
}

function isSchema(object: JsonObject): boolean {
  return typeof object["type"] === "string" && !isObject(object["default"]);
}

function valueOf(document: JsonObject, example: Json): Json {
  const ref = isObject(example) ? example["$ref"] : undefined;
  const target = typeof ref === "string" ? findAt(document, ref) : example;
  return isObject(target) ? (target["value"] ?? null) : null;
}

/** A JSON pointer in a URI: what a URI may not hold is percent-encoded. */
function reference(path: string[]): string {
  const parts = path.map((part) => part.replaceAll("~", "~0").replaceAll("/", "~1"));
  return ["#", ...parts.map(encodeURIComponent)].join("/");
}

function eachResponse(
  document: JsonObject,
  visit: (response: JsonObject, place: string) => void,
): void {
  for (const [name, response] of Object.entries(
    objectAt(objectAt(document, "components"), "responses"),
  )) {
    if (isObject(response)) visit(response, name);
  }
}

function errorsOf(document: JsonObject): JsonObject[] {
  const errors: Json[] = [];
  eachResponse(document, (response) => {
    if (Array.isArray(response["x-errors"])) errors.push(...response["x-errors"]);
  });
  return errors.filter(isObject);
}

function componentsOf(document: JsonObject): string[] {
  return Object.entries(objectAt(document, "components")).flatMap(([kind, named]) =>
    Object.keys(isObject(named) ? named : {}).map((name) => `${kind}/${name}`),
  );
}

async function runBun(args: string[]): Promise<{ code: number; output: string }> {
  const run = Bun.spawn([process.execPath, ...args], {
    cwd: root,
    env: { ...Bun.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, err] = await Promise.all([run.stdout, run.stderr].map(Bun.readableStreamToText));
  return { code: await run.exited, output: `${out}${err}` };
}
