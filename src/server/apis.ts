import art from "../../generated/art/openapi.json";
import hub from "../../generated/hub/openapi.json";
import plus from "../../generated/plus/openapi.json";
import type { App } from "../http/app.ts";
import { readSentKey } from "../http/bearer-token.ts";
import { toPathPattern } from "../http/not-found.ts";
import type { Context } from "../app/context.ts";
import { createArtApp } from "../dialects/art/index.ts";
import { createHubApp } from "../dialects/hub/index.ts";
import { createPlusApp } from "../dialects/plus/index.ts";
import { prefixes } from "../dialects/prefixes.ts";

interface Api {
  prefix: string;
  app: App;
  paths: RegExp[];
}

/**
 * Returns an app that dispatches requests under /api/v1 to the hub, plus and art APIs. A path of one API
 * only is dispatched to that API. If several APIs have the path, or none has, the prefix of the key
 * decides; with any other key, the request goes to the first API with the path, or to the hub.
 */
export function createApis(ctx: Context): App {
  const apis: Api[] = [
    { prefix: prefixes.hub, app: createHubApp(ctx), paths: toPathPatterns(hub) },
    { prefix: prefixes.plus, app: createPlusApp(ctx), paths: toPathPatterns(plus) },
    { prefix: prefixes.art, app: createArtApp(ctx), paths: toPathPatterns(art) },
  ];
  return (request, ...rest) => findApi(apis, request).app(request, ...rest);
}

function findApi(apis: Api[], { url, headers }: Request): Api {
  const { pathname } = new URL(url);
  const key = readSentKey(headers);
  const owners = apis.filter(({ paths }) => paths.some((path) => path.test(pathname)));
  const candidates = owners.length > 0 ? owners : apis;
  const found = candidates.find(({ prefix }) => key.startsWith(prefix)) ?? candidates[0];
  if (found === undefined) throw new Error("No API is served.");
  return found;
}

function toPathPatterns(document: { paths: object }): RegExp[] {
  return Object.keys(document.paths).map(toPathPattern);
}
