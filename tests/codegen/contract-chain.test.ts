import { beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { serverTypes } from "../../src/codegen/declarations.ts";
import { readSpec } from "../../src/codegen/generate.ts";
import { findAt, isObject, type Json, type JsonObject } from "../../src/codegen/json.ts";
import { lintDocument } from "../../src/codegen/lint-document.ts";
import { filterDialect } from "../../src/codegen/split-dialects.ts";
import { type Compiler, createCompiler } from "../support/compiler.ts";

const compiler: Compiler = createCompiler();
let spec: JsonObject;

beforeAll(async () => {
  spec = await readSpec();
});

type Edit = (copy: JsonObject) => void;

/** The errors of some files of a dialect's code after an edit of openapi.yaml. */
async function compileWith(dialect: string, edit: Edit, paths: RegExp): Promise<string[]> {
  const copy = structuredClone(spec);
  edit(copy);
  lintDocument(copy);
  const types = await serverTypes(filterDialect(copy, dialect));
  return compiler.compile(paths, { [`generated/${dialect}/server.ts`]: types });
}

function rename(place: string, name: string): Edit {
  return (copy) => {
    const { parent, key } = locateExisting(copy, place);
    parent[name] = parent[key] ?? null;
    delete parent[key];
    // A required property that is renamed stays required.
    const owner = findAt(copy, place.split("/").slice(0, -2).join("/"));
    const required = isObject(owner) ? owner["required"] : undefined;
    if (isObject(owner) && Array.isArray(required)) {
      owner["required"] = required.map((each) => (each === key ? name : each));
    }
  };
}

function remove(place: string): Edit {
  return (copy) => {
    const { parent, key } = locateExisting(copy, place);
    delete parent[key];
  };
}

function add(place: string, value: Json): Edit {
  return (copy) => {
    const { parent, key } = locate(copy, place);
    parent[key] = value;
  };
}

function without(place: string, value: string): Edit {
  return (copy) => {
    const { parent, key } = locate(copy, place);
    const list = parent[key];
    if (!Array.isArray(list)) throw new Error(`${place} is not a list`);
    const isValue = (each: Json) => each === value || (isObject(each) && each["code"] === value);
    if (!list.some(isValue)) throw new Error(`${place} has no ${value}`);
    parent[key] = list.filter((each) => !isValue(each));
  };
}

function locateExisting(copy: JsonObject, place: string): { parent: JsonObject; key: string } {
  const found = locate(copy, place);
  if (!(found.key in found.parent)) throw new Error(`There is nothing at ${place}.`);
  return found;
}

function locate(copy: JsonObject, place: string): { parent: JsonObject; key: string } {
  const end = place.lastIndexOf("/");
  const parent = findAt(copy, place.slice(0, end));
  const key = place.slice(end + 1).replaceAll("~1", "/");
  if (!isObject(parent)) throw new Error(`There is nothing at ${place}.`);
  return { parent, key };
}

const S = "#/components/schemas";
const IMAGES = "#/paths/~1api~1v1~1images~1generations";

test.each(["hub", "plus", "art", "openai", "account"])(
  "the code of %s compiles with the document as it is",
  async (dialect) => {
    // The files of the dialect and those that all dialects share.
    const paths = new RegExp(`^src/dialects/(?:${dialect}/|[^/]+$)`);
    expect(await compileWith(dialect, () => undefined, paths)).toEqual([]);
  },
);

/** The dialect, what is changed, the edit, and the file that must not compile. */
type Row = [dialect: string, change: string, edit: Edit, file: string];

const RENAMED: Row[] = [
  ["hub", "Usage.hub/properties/credits_requested", "mapping.ts"],
  ["hub", "Generation.hub/properties/poll_url", "mapping.ts"],
  ["hub", "Generation.hub/properties/error", "mapping.ts"],
  ["hub", "Image.hub/properties/width", "mapping.ts"],
  ["hub", "Error.hub/properties/error/properties/details", "errors.ts"],
  ["hub", "CreateImageRequest.hub/properties/n", "mapping.ts"],
  ["hub", "ModelCard/properties/max_images", "../model-card.ts"],
  ["plus", "Output/properties/jpeg", "mapping.ts"],
  ["plus", "Error.plus/properties/error/properties/issues", "errors.ts"],
  ["plus", "GenerateRequest/properties/inputImageKeys", "mapping.ts"],
  ["plus", "GenerationEvent/properties/data/properties/error", "webhook-body.ts"],
  ["art", "Task/properties/error", "mapping.ts"],
  ["art", "CreateImageRequest.art/properties/user", "mapping.ts"],
  ["openai", "ImagesResponse/properties/safety_identifier", "images.ts"],
  ["openai", "ImageCompletedEvent/properties/safety_identifier", "events.ts"],
  ["openai", "ImageEditCompletedEvent/properties/safety_identifier", "events.ts"],
  ["openai", "ImageEditPartialEvent/properties/partial_image_index", "events.ts"],
  ["account", "Error.account/properties/error/properties/issues", "errors.ts"],
  ["account", "SignUpRequest/properties/name", "routes/sessions.ts"],
  ["account", "UpdateWebhookRequest/properties/enabled", "routes/webhooks.ts"],
  ["account", "GrantCreditsRequest/properties/reference", "routes/admin/accounts.ts"],
  ["account", "CreateGenerationRequest.account/properties/user", "routes/playground.ts"],
  ["account", "Price/properties/credits", "routes/admin/catalog.ts"],
  ["account", "UsageEntry/properties/key_label", "routes/overview.ts"],
  ["account", "CreditEntry/properties/note", "routes/ledger.ts"],
].map(([dialect = "", place = "", file = ""]): Row => [
  dialect,
  place,
  rename(`${S}/${place}`, "renamed_field"),
  file,
]);

describe("a field that is renamed in openapi.yaml alone does not compile:", () => {
  test.each(RENAMED)("%s: %s", async (...[dialect, , edit, file]) => {
    await expectErrorIn(dialect, edit, file);
  });
});

const ERRORS: Row[] = [
  ["hub", "402 of a create", remove(`${IMAGES}/post/responses/402`), "errors.ts"],
  [
    "hub",
    "404 of a generation",
    remove("#/paths/~1api~1v1~1generations~1{generationId}/get/responses/404"),
    "errors.ts",
  ],
  ["plus", "403 of an upload", remove("#/paths/~1api~1v1~1upload/post/responses/403"), "errors.ts"],
  ["art", "402 of a create", remove(`${IMAGES}#art/post/responses/402`), "errors.ts"],
  [
    "openai",
    "422 of an edit",
    remove("#/paths/~1v1~1images~1edits/post/responses/422"),
    "errors.ts",
  ],
  [
    "openai",
    "504 of an edit",
    remove("#/paths/~1v1~1images~1edits/post/responses/504"),
    "routes.ts",
  ],
  [
    "account",
    "429 of an event stream",
    remove("#/paths/~1api~1account~1generations~1{generationId}~1events/get/responses/429"),
    "operation-errors.ts",
  ],
  [
    "hub",
    "the code contentBlocked of 422",
    without("#/components/responses/Unprocessable.hub/x-errors", "contentBlocked"),
    "errors.ts",
  ],
  [
    "account",
    "the code rate_limited of 429",
    without("#/components/responses/RateLimited.account/x-errors", "rate_limited"),
    "operation-errors.ts",
  ],
  ["hub", "a code of all errors", without(`${S}/ErrorCode.hub/enum`, "wrongApi"), "errors.ts"],
];

describe("an error that is removed from openapi.yaml alone does not compile:", () => {
  test.each(ERRORS)("%s: %s", async (...[dialect, , edit, file]) => {
    await expectErrorIn(dialect, edit, file);
  });
});

const OTHERS: Row[] = [
  [
    "hub",
    "a required field of a response is added",
    (copy) => {
      add(`${S}/Usage.hub/properties/tokens`, { type: "integer" })(copy);
      add(`${S}/Usage.hub/required`, ["credits", "tokens"])(copy);
    },
    "mapping.ts",
  ],
  ["hub", "a success status is removed", remove(`${IMAGES}/post/responses/202`), "routes.ts"],
  [
    "hub",
    "an operation is renamed",
    add("#/paths/~1api~1v1~1credits/get/operationId", "readCredits"),
    "routes.ts",
  ],
  [
    "hub",
    "an operation is added",
    (copy) => {
      const post = findAt(copy, "#/paths/~1api~1v1~1credits/get") ?? null;
      add("#/paths/~1api~1v1~1refunds", { get: { ...asObject(post), operationId: "getRefunds" } })(
        copy,
      );
    },
    "routes.ts",
  ],
  [
    "account",
    "a query parameter of one of two similar operations is renamed",
    add("#/paths/~1api~1account~1credits~1entries.csv/get/parameters", [
      { name: "kinds", in: "query", schema: { type: "array", items: { type: "string" } } },
    ]),
    "routes/ledger.ts",
  ],
  [
    "hub",
    "a state is removed",
    without(`${S}/GenerationStatus.hub/enum`, "canceled"),
    "mapping.ts",
  ],
];

test.each(OTHERS)("%s: it does not compile if %s", async (...[dialect, , edit, file]) => {
  await expectErrorIn(dialect, edit, file);
});

async function expectErrorIn(dialect: string, edit: Edit, file: string): Promise<void> {
  const path = join("src/dialects", dialect, file);
  const errors = await compileWith(dialect, edit, new RegExp(`^${RegExp.escape(path)}$`));
  expect(errors.join("\n")).toContain(`${path}:`);
}

function asObject(value: Json): JsonObject {
  if (!isObject(value)) throw new Error("not an object");
  return value;
}
