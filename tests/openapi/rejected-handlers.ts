import type { Handlers } from "../../src/openapi/handlers.ts";
import type {
  PublicSampleOperation,
  SampleHandlers,
  SampleCaller,
  SampleOperations,
} from "../support/sample-api.ts";

// Nothing here runs. `bun check` fails where a line below one of these comments does compile.

export const sound: Pick<SampleHandlers, "getImage" | "listModels" | "deleteImage"> = {
  getImage: ({ caller, params, reply }) => reply(200, { id: params.imageId + caller.name }),
  listModels: async ({ query, reply }) => reply(200, { seen: query.limit + 1 }, { etag: "1" }),
  deleteImage: ({ reply }) => reply(204),
};

export const undeclaredStatus: SampleHandlers["getImage"] = ({ reply }) =>
  // @ts-expect-error The operation declares 200 and 404.
  reply(201, { id: "1" });

export const wrongField: SampleHandlers["getImage"] = ({ reply }) =>
  // @ts-expect-error An id is a text.
  reply(200, { id: 1 });

export const extraField: SampleHandlers["getImage"] = ({ reply }) =>
  // @ts-expect-error The schema has no such field.
  reply(200, { id: "1", secret: "x" });

export const missingField: SampleHandlers["getImage"] = ({ reply }) =>
  // @ts-expect-error An error says what it is.
  reply(404, {});

export const missingBody: SampleHandlers["getImage"] = ({ reply }) =>
  // @ts-expect-error 200 has a body.
  reply(200);

export const unwantedBody: SampleHandlers["deleteImage"] = ({ reply }) =>
  // @ts-expect-error 204 has none.
  reply(204, { id: "1" });

// @ts-expect-error A handler finishes through `reply`.
export const noReply: SampleHandlers["getImage"] = () => ({ response: new Response() });

export const textForEvents: SampleHandlers["watch"] = ({ reply }) =>
  // @ts-expect-error Events are a stream.
  reply(200, "data: 1");

export const textForTable: SampleHandlers["exportImages"] = ({ reply }) =>
  // @ts-expect-error A table is a stream.
  reply(200, "id");

export const publicCaller: SampleHandlers["listModels"] = ({ caller, reply }) =>
  // @ts-expect-error A public operation knows no caller.
  reply(200, { id: caller.name });

export const unknownParameter: SampleHandlers["getImage"] = ({ params, reply }) =>
  // @ts-expect-error The path has no such parameter.
  reply(200, { id: params.id });

export const otherReply = (foreign: ReturnType<SampleHandlers["listModels"]>) => {
  // @ts-expect-error The reply of one operation is not another's.
  const handler: SampleHandlers["getImage"] = () => foreign;
  return handler;
};

// @ts-expect-error Every operation has a handler.
export const incomplete: Handlers<SampleOperations, SampleCaller, PublicSampleOperation> = {
  ...sound,
};
