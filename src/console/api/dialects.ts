import type { Schemas } from "./client.ts";

type Dialect = Schemas["Dialect"];

/** The APIs that keys are created for, in the order of menus. Their names are the messages `api.*`. */
export const dialects: Dialect[] = ["hub", "plus", "art", "openai"];

/** Returns the dialect with this name, or `hub`. */
export function parseDialect(text: string | undefined): Dialect {
  return dialects.find((dialect) => dialect === text) ?? "hub";
}
