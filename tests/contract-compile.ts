import type { Handlers } from "../src/openapi/handlers.ts";
import type { PublicShop, ShopHandlers, Shopper, ShopOperations } from "./support/sample-api.ts";

// Nothing here runs. `bun check` fails where a line below one of these comments does compile.

export const sound: Pick<ShopHandlers, "getPicture" | "listModels" | "deletePicture"> = {
  getPicture: ({ caller, params, reply }) => reply(200, { id: params.pictureId + caller.name }),
  listModels: async ({ query, reply }) => reply(200, { seen: query.limit + 1 }, { etag: "1" }),
  deletePicture: ({ reply }) => reply(204),
};

export const undeclaredStatus: ShopHandlers["getPicture"] = ({ reply }) =>
  // @ts-expect-error The operation declares 200 and 404.
  reply(201, { id: "1" });

export const wrongField: ShopHandlers["getPicture"] = ({ reply }) =>
  // @ts-expect-error An id is a text.
  reply(200, { id: 1 });

export const extraField: ShopHandlers["getPicture"] = ({ reply }) =>
  // @ts-expect-error The schema has no such field.
  reply(200, { id: "1", secret: "x" });

export const missingField: ShopHandlers["getPicture"] = ({ reply }) =>
  // @ts-expect-error An error says what it is.
  reply(404, {});

export const missingBody: ShopHandlers["getPicture"] = ({ reply }) =>
  // @ts-expect-error 200 has a body.
  reply(200);

export const unwantedBody: ShopHandlers["deletePicture"] = ({ reply }) =>
  // @ts-expect-error 204 has none.
  reply(204, { id: "1" });

// @ts-expect-error A handler finishes through `reply`.
export const noReply: ShopHandlers["getPicture"] = () => ({ response: new Response() });

export const textForEvents: ShopHandlers["watch"] = ({ reply }) =>
  // @ts-expect-error Events are a stream.
  reply(200, "data: 1");

export const textForTable: ShopHandlers["exportPictures"] = ({ reply }) =>
  // @ts-expect-error A table is a stream.
  reply(200, "id");

export const publicCaller: ShopHandlers["listModels"] = ({ caller, reply }) =>
  // @ts-expect-error A public operation knows no caller.
  reply(200, { id: caller.name });

export const unknownParameter: ShopHandlers["getPicture"] = ({ params, reply }) =>
  // @ts-expect-error The path has no such parameter.
  reply(200, { id: params.id });

export const otherReply = (foreign: ReturnType<ShopHandlers["listModels"]>) => {
  // @ts-expect-error The reply of one operation is not another's.
  const handler: ShopHandlers["getPicture"] = () => foreign;
  return handler;
};

// @ts-expect-error Every operation has a handler.
export const incomplete: Handlers<ShopOperations, Shopper, PublicShop> = { ...sound };
