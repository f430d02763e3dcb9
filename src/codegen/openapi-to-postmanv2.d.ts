/** The package carries no types; these are of the one call that postman.ts makes. */
declare module "openapi-to-postmanv2" {
  interface Conversion {
    result: boolean;
    reason?: string;
    output?: { type: "collection"; data: unknown }[];
  }
  type Callback = (error: Error | null, conversion: Conversion) => void;
  export function convertV2(
    input: { type: "json"; data: unknown },
    options: Record<string, string | boolean>,
    callback: Callback,
  ): void;
}
