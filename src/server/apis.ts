import art from "../../generated/art/openapi.json";
import hub from "../../generated/hub/openapi.json";
import plus from "../../generated/plus/openapi.json";
import type { App } from "../http/app.ts";
import { patternOf } from "../http/not-found.ts";
import type { Context } from "../app/context.ts";
import { createArt } from "../dialects/art/index.ts";
import { createHub } from "../dialects/hub/index.ts";
import { createPlus } from "../dialects/plus/index.ts";
import { prefixes } from "../dialects/prefixes.ts";

interface Api {
  prefix: string;
  app: App;
  paths: RegExp[];
}

/**
 * Returns the app of the APIs under /api/v1. A path that only one of them has belongs to it, whatever
 * the key. Where several have the path, or none, the key's prefix decides; without a prefix of theirs
 * the hub answers, or else the first that has the path.
 */
export function createApis(ctx: Context): App {
  const apis: Api[] = [
    { prefix: prefixes.hub, app: createHub(ctx), paths: pathsOf(hub) },
    { prefix: prefixes.plus, app: createPlus(ctx), paths: pathsOf(plus) },
    { prefix: prefixes.art, app: createArt(ctx), paths: pathsOf(art) },
  ];
  return (request, idle) => findApi(apis, request).app(request, idle);
}

function findApi(apis: Api[], { url, headers }: Request): Api {
  const { pathname } = new URL(url);
  const key = headers.get("authorization")?.replace(/^bearer /i, "") ?? "";
  const owners = apis.filter(({ paths }) => paths.some((path) => path.test(pathname)));
  const candidates = owners.length > 0 ? owners : apis;
  const found = candidates.find(({ prefix }) => key.startsWith(prefix)) ?? candidates[0];
  if (found === undefined) throw new Error("No API is served.");
  return found;
}

function pathsOf(document: { paths: object }): RegExp[] {
  return Object.keys(document.paths).map(patternOf);
}
