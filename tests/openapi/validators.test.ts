import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "bun:test";
import fc from "fast-check";
import { generateSync, type JsonSchema } from "json-schema-faker";
import { join } from "node:path";
import { type Document, readDocument, type Schema } from "../../src/openapi/document.ts";
import { compileSchema } from "../../src/openapi/validators.ts";
import { AppError } from "../../src/foundation/errors.ts";
import { createSampleDocument } from "../support/sample-api-document.ts";

/**
 * One of each constraint that a dialect may use, formats and patterns included. `uuid` and `uri` are
 * left out: zod and Ajv differ there, and both follow the standard.
 */
const everything = {
  type: "object",
  additionalProperties: false,
  required: ["text", "count", "target"],
  minProperties: 3,
  properties: {
    text: { type: "string", minLength: 1, maxLength: 8, pattern: "\\S" },
    code: { type: "string", pattern: "^(auto|[1-9][0-9]{1,3}x[1-9][0-9]{1,3})$" },
    mail: { type: "string", format: "email" },
    day: { type: "string", format: "date" },
    timestamp: { type: "string", format: "date-time" },
    address: { type: "string", format: "ipv4" },
    count: { type: "integer", minimum: 1, maximum: 4 },
    step: { type: "integer", multipleOf: 16, minimum: 16, maximum: 3840 },
    share: { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 },
    flag: { type: "boolean" },
    choice: { type: "string", enum: ["low", "medium", "high"] },
    mixed: { enum: ["auto", 1, null] },
    note: { type: ["string", "null"], maxLength: 5 },
    tags: {
      type: "array",
      items: { type: "string", maxLength: 3 },
      maxItems: 3,
      uniqueItems: true,
    },
    map: { type: "object", additionalProperties: { type: "integer" }, maxProperties: 2 },
    target: { $ref: "#/components/schemas/Target" },
    both: {
      allOf: [{ $ref: "#/components/schemas/Prompted" }, { type: "object", maxProperties: 2 }],
    },
  },
};

const prompted = {
  type: "object",
  required: ["n"],
  properties: { prompt: { type: "string" }, n: { type: "integer" } },
};

const REQUESTS_EACH = 750;
const SEED = 20_260_430;

for (const [name, document, schema] of await jsonBodies()) {
  test(`the validator and Ajv agree on ${REQUESTS_EACH} requests to ${name}`, () => {
    const ours = compileSchema(document, schema, "refused");
    const validate = compileWithAjv(document, schema);
    let accepted = 0;
    const agree = (value: unknown) => {
      const isGood = validate(structuredClone(value));
      if (isGood) accepted += 1;
      if (passes(ours, value) !== isGood)
        throw new Error(`Ajv says ${isGood}: ${JSON.stringify(value)}`);
    };
    fc.assert(fc.property(requests(document, schema), agree), {
      numRuns: REQUESTS_EACH,
      seed: SEED,
    });
    // A fuzz that only ever makes bad requests, or only good ones, proves little.
    expect(accepted).toBeGreaterThan(REQUESTS_EACH / 10);
    expect(accepted).toBeLessThan(REQUESTS_EACH);
  });
}

async function jsonBodies(): Promise<[string, Document, Schema][]> {
  const sample = readDocument(createSampleDocument());
  const own: Document = { ...sample, schemas: { ...sample.schemas, Prompted: prompted } };
  const bodies: [string, Document, Schema][] = [["everything", own, everything]];
  const root = join(import.meta.dir, "../..");
  for (const path of [...new Bun.Glob("generated/*/openapi.json").scanSync(root)].toSorted()) {
    const document = readDocument(await Bun.file(join(root, path)).json());
    for (const { id, body } of document.operations) {
      if (body?.json !== undefined) bodies.push([`${path} ${id}`, document, body.json]);
    }
  }
  return bodies;
}

/** Good requests, and good requests with one or two things in them changed. */
function requests(document: Document, schema: Schema): fc.Arbitrary<unknown> {
  // Two libraries' names for the same thing: a JSON Schema.
  const whole = { ...schema, components: { schemas: document.schemas } } as unknown as JsonSchema;
  // Lists of hundreds would take most of the time, and show nothing that short ones do not.
  const how = { optionalsProbability: 0.6, maxItems: 8 };
  const good = fc.nat().map((seed) => generateSync(whole, { ...how, seed }));
  return fc.oneof(
    good,
    fc.tuple(good, change()).map(([value, alter]) => alter(value)),
    fc.tuple(good, change(), change()).map(([value, first, second]) => second(first(value))),
  );
}

/** Replaces, removes or adds one field somewhere in the request. */
function change(): fc.Arbitrary<(value: unknown) => unknown> {
  const pick = fc.double({ min: 0, max: 0.999, noNaN: true });
  const kind = fc.constantFrom("replace", "replace", "replace", "remove", "add");
  return fc.tuple(pick, kind, anything()).map(([at, how, replacement]) => (value: unknown) => {
    const copy = structuredClone(value);
    const places = placesIn(copy);
    const place = places[Math.floor(at * places.length)];
    if (place === undefined) return replacement;
    if (how === "remove" && !Array.isArray(place.holder)) delete place.holder[place.key];
    else place.holder[how === "add" ? `${place.key}x` : place.key] = replacement;
    return copy;
  });
}

function anything(): fc.Arbitrary<unknown> {
  const telling = [
    "",
    " ",
    "auto",
    "1024x1024",
    "0x0",
    "low",
    "a@b.co",
    "2026-04-30",
    "hook",
    "🎨🎨🎨",
  ];
  const numbers = [0, 1, 4, 5, 16, 17, 1.5, -1, 0.5, 2_147_483_648];
  const timestamps = ["2026-04-30T08:00:00Z", "2026-04-30T08:00:00+02:00", "2026-13-30T08:00:00Z"];
  return fc.oneof(
    fc.constantFrom<unknown>(...telling, ...timestamps, "127.0.0.1", "256.0.0.1", "2026-02-30"),
    fc.constantFrom<unknown>(...numbers, true, false, null),
    fc.string({ maxLength: 12, unit: "grapheme" }),
    fc.integer({ min: -10, max: 5000 }),
    fc.array(fc.constantFrom<unknown>("a", "b", 1, null), { maxLength: 5 }),
    fc.constantFrom<unknown>({}, { kind: "hook" }, { kind: "mail", address: "a@b.co" }, { a: 1 }),
  );
}

type Holder = Record<string | number, unknown>;

function placesIn(node: unknown): { holder: Holder; key: string }[] {
  if (typeof node !== "object" || node === null) return [];
  // An object of parsed JSON, or a list, whose indices are keys as well.
  const holder = node as Holder;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

function compileWithAjv(document: Document, schema: Schema): (value: unknown) => boolean {
  const ajv = new Ajv2020({ strict: false, discriminator: false });
  addFormats(ajv);
  return ajv.compile({ ...schema, components: { schemas: document.schemas } });
}

function passes(validate: (value: unknown) => unknown, value: unknown): boolean {
  try {
    validate(value);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid_request") return false;
    throw error;
  }
}
